import { Foundation1764000000000 } from './1764000000000-foundation.js';
import { Directory1764300000000 } from './1764300000000-directory.js';
import { AnswersAndServiceKeys1764400000000 } from './1764400000000-answers-and-service-keys.js';
import { Callers1764500000000 } from './1764500000000-callers.js';
import { RouteTables1764600000000 } from './1764600000000-route-tables.js';
import { Bundles1764700000000 } from './1764700000000-bundles.js';
import { Shadow1764850000000 } from './1764850000000-shadow.js';
import { BundleRemotes1764900000000 } from './1764900000000-bundle-remotes.js';
import { DecisionLog1765000000000 } from './1765000000000-decision-log.js';
import { DecisionLogQuery1765100000000 } from './1765100000000-decision-log-query.js';
import { LogCheckpoints1765200000000 } from './1765200000000-log-checkpoints.js';

/** Every migration, oldest first. */
export const MIGRATIONS = [
  Foundation1764000000000,
  Directory1764300000000,
  AnswersAndServiceKeys1764400000000,
  Callers1764500000000,
  RouteTables1764600000000,
  Bundles1764700000000,
  Shadow1764850000000,
  BundleRemotes1764900000000,
  DecisionLog1765000000000,
  DecisionLogQuery1765100000000,
  LogCheckpoints1765200000000,
];
