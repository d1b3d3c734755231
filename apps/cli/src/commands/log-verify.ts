import { renderVerified } from '../log/render-verified.js';
import { verifyHere } from '../log/verify-here.js';
import { verifyOnServer } from '../log/verify-on-server.js';
import { readVerifyOrder } from '../log/verify-order.js';
import { EXIT } from '../terminal/exit-codes.js';
import type { CliCommand } from './command.js';

export const logVerify: CliCommand = {
  name: 'log verify',
  summary: 'Verifies the decision log: on the server, in its database, of its spool, or of exports',
  options: [
    { flags: '--from <time>', description: 'entries from then on; default: of the last day' },
    { flags: '--to <time>', description: 'entries before then; default: now' },
    {
      flags: '--database <url>',
      description: 'read the database here, and take no word of the server',
    },
    { flags: '--spool <folder>', description: 'verify the spool of a data folder' },
    { flags: '--exports <folder>', description: 'verify days that were exported' },
    {
      flags: '--checkpoints <file>',
      description: 'checkpoints that were kept outside, one a line',
    },
    {
      flags: '--public-key <file>',
      description: 'public keys of checkpoints, as PEM; needed when it is verified here',
    },
    {
      flags: '--export-key <file>',
      description: 'public key of manifests, as PEM; without it they may be unsigned',
    },
  ],
  usesServer: true,
  example:
    'legate log verify --database "$DATABASE_URL" --checkpoints /mnt/witness/checkpoints.ndjson --public-key checkpoint-key.pub.pem',
  run: async (call) => {
    const order = await readVerifyOrder(call);
    const verified =
      order.where.kind === 'server'
        ? await verifyOnServer(call, order.range)
        : await verifyHere(order);
    return {
      exit: verified.ok ? EXIT.ok : EXIT.refused,
      json: verified,
      text: (style) => renderVerified(verified, style),
    };
  },
};
