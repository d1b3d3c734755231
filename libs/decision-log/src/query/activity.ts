/** Who acted: an agent, or a subject for itself. Persons that act for themselves are counted by type, with an empty id. */
export interface Agent {
  readonly type: string;
  readonly id: string;
}

/** Hours are in UTC, and whole: the first is the one that `fromMs` is in, and the last the one before `toMs`. */
export interface HourRange {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface ActivityFilter extends HourRange {
  readonly agent?: Agent | undefined;
  /** Id of a tool, or of another resource of what agents reach. */
  readonly tool?: string | undefined;
  readonly outcome?: string | undefined;
  readonly limit: number;
}

/** How often decisions came out so. */
export interface OutcomeCounts {
  readonly permit: number;
  readonly deny: number;
  readonly indeterminate: number;
}

/** What an agent did or wanted to do. */
export interface Activity extends OutcomeCounts {
  readonly agent: Agent;
  readonly action: string;
  readonly resourceType: string;
  /** Empty where it was none. */
  readonly tool: string;
  readonly firstHour: Date;
  readonly lastHour: Date;
}

export interface Rate extends OutcomeCounts {
  readonly from: Date;
  readonly agent: Agent;
  readonly tool: string;
}

export interface GrantUse extends OutcomeCounts {
  readonly grant: string;
  readonly agent: Agent;
  readonly firstHour: Date;
  readonly lastHour: Date;
}

/** Who acted for whom. */
export interface Acting extends OutcomeCounts {
  readonly subject: Agent;
  readonly actor: Agent;
  readonly firstHour: Date;
  readonly lastHour: Date;
}

/** The first decision on an action and resource type of an agent. */
export interface FirstSeen {
  readonly agent: Agent;
  readonly action: string;
  readonly resourceType: string;
  readonly at: Date;
  readonly decisionId: string | null;
  readonly outcome: string;
}

/** An hour in which an agent was denied unusually often. */
export interface DenyBurst {
  readonly hour: Date;
  readonly agent: Agent;
  readonly denied: number;
  /** Per hour, over the week before. */
  readonly mean: number;
  readonly deviation: number;
}

/** The first of what was found; `more` when there is more than the limit. */
export interface Some<T> {
  readonly items: readonly T[];
  readonly more: boolean;
}
