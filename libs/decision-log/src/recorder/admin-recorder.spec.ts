import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { USUAL_LIMITS } from '@legate/core';
import type { AdminToLog } from '../entry/write-admin.js';
import { LogMaskSettings } from '../masking/mask-settings.js';
import { errorOf, openSpool, readWriter, ScriptedDisk } from '../spool/spool.fixture.js';
import { AdminRecorder } from './admin-recorder.js';
import { RecorderSettings } from './recorder-settings.js';

const ENTRY: AdminToLog = { tenant: 't', operation: 'groups.write', outcome: 'done' };
const SETTINGS = {
  mask: new LogMaskSettings([], ''),
  isOff: false,
  answersUnrecorded: false,
  limits: USUAL_LIMITS,
  refusalsPerSecond: 1,
};

let path: string;

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'legate-admin-'));
});

afterEach(async () => {
  await rm(path, { recursive: true, force: true });
});

describe('the recorder of what is administered', () => {
  it('keeps what has happened and could not be recorded, in order, until it can be', async () => {
    const disk = new ScriptedDisk();
    const spool = await openSpool(path, { disk });
    const recorder = new AdminRecorder(spool, new RecorderSettings(SETTINGS));
    disk.failing = { write: errorOf('ENOSPC') };
    expect(await recorder.record(ENTRY)).toBeNull();
    expect(await recorder.recordDone({ ...ENTRY, requestId: 'a' })).toBe(false);
    expect(await recorder.recordDone({ ...ENTRY, requestId: 'b' })).toBe(false);
    expect(recorder.isWell).toBe(false);
    expect(await recorder.settle()).toBe(0);
    disk.failing = {};
    expect(await recorder.settle()).toBe(0);
    expect(await recorder.record({ ...ENTRY, requestId: 'c' })).not.toBeNull();
    await spool.close({});
    const admin = (await readWriter(spool.folder)).filter(({ kind }) => kind === 'admin');
    expect(admin).toMatchObject([
      { tenant: 't', operation: 'groups.write', requestId: 'a', late: true, caller: null },
      { requestId: 'b', late: true },
      { requestId: 'c' },
    ]);
  });

  it('records nothing where the log is off, and is well', async () => {
    const spool = await openSpool(path);
    const recorder = new AdminRecorder(spool, new RecorderSettings({ ...SETTINGS, isOff: true }));
    expect(await recorder.recordDone(ENTRY)).toBe(true);
    expect(recorder.isWell).toBe(true);
    await spool.close({});
    expect((await readWriter(spool.folder)).map(({ kind }) => kind)).toEqual(['mark', 'mark']);
  });
});
