import fc from 'fast-check';
import { wasm } from '../engine/web-assembly.js';
import { FUEL_EXPORT } from './fuel-code.js';
import { meterModule, meterModuleInSlices } from './meter-module.js';
import { constant, moduleOf, OP, section, type TestFunction } from './wasm-module.fixture.js';

const { block, br, brIf, brTable, call, callIndirect, drop, empty, end, localGet, localSet } = OP;
const { i32Add, i32Eqz, i32Sub, localTee, loop } = OP;

interface Running {
  readonly fuel: { value: number };
  run(index: number, ...args: number[]): number;
}

async function start(bytes: Uint8Array): Promise<Running> {
  const { exports } = new wasm.Instance(await wasm.compile(bytes), {});
  return {
    fuel: (exports[FUEL_EXPORT] ?? { value: Number.NaN }) as { value: number },
    run: (index, ...args) => (exports[`f${index}`] as (...given: number[]) => number)(...args),
  };
}

/** Goes round as often as its argument says. */
const COUNTDOWN: TestFunction = {
  type: 2,
  code: [
    ...[loop, empty, localGet, 0, ...constant(1), i32Sub, localTee, 0, brIf, 0, end],
    ...[localGet, 0],
  ],
};

describe('code that never ends', () => {
  const CASES: readonly [string, readonly TestFunction[]][] = [
    ['a loop', [{ code: [loop, empty, br, 0, end] }]],
    ['a loop in a block', [{ code: [block, empty, loop, empty, br, 0, end, end] }]],
    [
      'an inner loop that goes on with the outer one',
      [{ code: [loop, empty, loop, empty, br, 1, end, end] }],
    ],
    ['a loop by br_table', [{ code: [loop, empty, ...constant(7), brTable, 2, 0, 0, 0, end] }]],
    [
      'a loop in one branch',
      [{ code: [...constant(0), OP.if, empty, OP.else, loop, empty, br, 0, end, end] }],
    ],
    [
      'a loop after a loop',
      [{ code: [loop, empty, end, loop, empty, ...constant(1), brIf, 0, end] }],
    ],
    ['a loop with parameters', [{ code: [...constant(1), loop, 2, br, 0, end, drop] }]],
    ['a function that calls itself', [{ type: 1, code: [call, 0] }]],
    [
      'functions that call each other',
      [{ code: [call, 1] }, { code: [call, 2] }, { code: [call, 0] }],
    ],
    [
      'a function that calls itself through the table',
      [{ code: [...constant(0), callIndirect, 0, 0] }],
    ],
    [
      'functions that call each other through the table',
      [{ code: [call, 1] }, { code: [...constant(0), callIndirect, 0, 0] }],
    ],
    [
      'a small function that is called for ever',
      [{ code: [loop, empty, call, 1, br, 0, end] }, { code: [] }],
    ],
  ];

  it.each(CASES)('is stopped by its fuel: %s', async (_, functions) => {
    const plain = moduleOf(functions);
    expect(wasm.validate(plain)).toBe(true);
    const { fuel, run } = await start(meterModule(plain));
    // So little that a recursion ends by it, not by the end of the stack.
    fuel.value = 1000;
    expect(() => run(0)).toThrow('unreachable');
    expect(fuel.value).toBeLessThan(0);
  });
});

describe('the fuel', () => {
  it('is taken once for each round, and the same for the same work', async () => {
    const { fuel, run } = await start(meterModule(moduleOf([COUNTDOWN])));
    const used = (rounds: number): number => {
      fuel.value = 1_000_000;
      expect(run(0, rounds)).toBe(0);
      return 1_000_000 - fuel.value;
    };
    expect(used(1001) - used(1)).toBe(1000);
    expect(used(1001)).toBe(used(1001));
  });

  it('that is just enough lets the work end, one unit less does not', async () => {
    const { fuel, run } = await start(meterModule(moduleOf([COUNTDOWN])));
    fuel.value = 101;
    expect(run(0, 100)).toBe(0);
    expect(fuel.value).toBe(0);
    fuel.value = 100;
    expect(() => run(0, 100)).toThrow('unreachable');
  });

  it('is taken for long code without loops by its length', async () => {
    const add = [...constant(1), i32Add];
    const long = { type: 2, code: [localGet, 0, ...Array<number[]>(32_000).fill(add).flat()] };
    const { fuel, run } = await start(meterModule(moduleOf([long])));
    fuel.value = 1_000_000;
    expect(run(0, 1)).toBe(32_001);
    expect(1_000_000 - fuel.value).toBe(Math.ceil(64_002 / 64));
  });

  it('is taken by the caller for small functions that it calls', async () => {
    const small = { type: 2, code: [localGet, 0, ...constant(1), i32Add] };
    const calls = Array<number[]>(640).fill([call, 1]).flat();
    const { fuel, run } = await start(
      meterModule(moduleOf([{ type: 2, code: [localGet, 0, ...calls] }, small])),
    );
    fuel.value = 10_000;
    expect(run(0, 0)).toBe(640);
    expect(10_000 - fuel.value).toBe(Math.ceil((2 + 640 * 5) / 64));
    fuel.value = 0;
    expect(run(1, 1)).toBe(2);
  });

  it.each([
    ['memory.fill', [...constant(0), ...constant(0), localGet, 0, 0xfc, 11, 0]],
    ['memory.copy', [...constant(0), ...constant(0), localGet, 0, 0xfc, 10, 0, 0]],
  ])('is taken for %s by the number of bytes', async (_, code) => {
    const { fuel, run } = await start(
      meterModule(moduleOf([{ type: 2, code: [...code, ...constant(5)] }])),
    );
    const used = (bytes: number): number => {
      fuel.value = 10_000;
      expect(run(0, bytes)).toBe(5);
      return 10_000 - fuel.value;
    };
    expect(used(65_536) - used(0)).toBe(64);
    fuel.value = 10_000;
    expect(() => run(0, -1)).toThrow('unreachable');
    expect(fuel.value).toBeLessThan(0);
  });
});

describe('a metered module', () => {
  it('is given back as it is', () => {
    const once = meterModule(moduleOf([COUNTDOWN]));
    expect(meterModule(once)).toBe(once);
  });

  it('is the same when others work in between', async () => {
    const plain = moduleOf(Array<TestFunction>(500).fill(COUNTDOWN));
    expect(await meterModuleInSlices(plain)).toEqual(meterModule(plain));
  });

  it('has no custom sections, which the engine does not read', () => {
    const plain = moduleOf([COUNTDOWN]);
    const custom = [0, 6, 4, ...Buffer.from('name'), 1];
    expect(meterModule(Uint8Array.from([...plain, ...custom]))).toEqual(meterModule(plain));
  });
});

describe('a module that cannot be metered is refused with a stable code', () => {
  const body = (...code: number[]): Uint8Array => moduleOf([{ code }]);
  it.each([
    ['no bytes', new Uint8Array(), 'policy.load.module'],
    ['text', Buffer.from('package policy.a'), 'policy.load.module'],
    ['an unknown instruction', body(0xf0), 'policy.load.metering'],
    ['a vector instruction', body(0xfd, 0), 'policy.load.metering'],
    ['an atomic instruction', body(0xfe, 0), 'policy.load.metering'],
    ['an unknown prefixed instruction', body(0xfc, 18), 'policy.load.metering'],
    ['a tail call', body(0x12, 0), 'policy.load.metering'],
    ['exceptions', body(0x06, empty, end), 'policy.load.metering'],
    ['a block of an unknown type', body(block, 0x64, 0x70, end), 'policy.load.metering'],
    ['a function that goes on after its end', body(end), 'policy.load.metering'],
    ['a function without end', body(block, empty), 'policy.load.metering'],
    [
      'a number that is too long',
      body(br, 0x80, 0x80, 0x80, 0x80, 0x80, 0),
      'policy.load.metering',
    ],
    [
      'a number of more than 32 bits',
      body(br, 0xff, 0xff, 0xff, 0xff, 0x1f),
      'policy.load.metering',
    ],
    ['another memory', body(...constant(0), 0x28, 0x42, 0, 0, drop), 'policy.load.metering'],
    ['an unknown section', Uint8Array.from([...body(), 13, 1, 0]), 'policy.load.metering'],
    ['a section twice', Uint8Array.from([...body(), ...section(1, [])]), 'policy.load.metering'],
    [
      'more functions than bodies',
      Uint8Array.from([...body().subarray(0, 8), ...section(3, [[0]])]),
      'policy.load.metering',
    ],
    [
      'another export of the name of the counter',
      Uint8Array.from([
        ...body().subarray(0, 8),
        ...section(7, [[11, ...Buffer.from(FUEL_EXPORT), 0, 0]]),
      ]),
      'policy.load.metering',
    ],
  ])('%s', (_, bytes, code) => {
    expect(() => meterModule(bytes)).toThrow(expect.objectContaining({ code }) as Error);
  });
});

/** Code that leaves an i32: its local 0 is an argument, 1 a counter of rounds, 2 a value. Functions after it may be called. */
function codeOf(depth: number, callees: readonly number[]): fc.Arbitrary<number[]> {
  const leaf = fc.oneof(
    fc.integer({ min: -1000, max: 1000 }).map((value) => constant(value)),
    fc.constantFrom(0, 2).map((local) => [localGet, local]),
  );
  if (depth === 0) {
    return leaf;
  }
  const inner = codeOf(depth - 1, callees);
  const pair = fc.tuple(inner, inner);
  return fc.oneof(
    leaf,
    pair.map(([one, other]) => [...one, ...other, i32Add]),
    pair.map(([one, other]) => [...one, localSet, 2, ...other]),
    fc
      .tuple(inner, inner, inner)
      .map(([test, one, other]) => [...test, OP.if, OP.i32, ...one, OP.else, ...other, end]),
    pair.map(([one, other]) => [block, OP.i32, ...one, ...other, brIf, 0, end]),
    fc
      .tuple(fc.integer({ min: 1, max: 4 }), inner)
      .map(([rounds, each]) => [
        ...[...constant(rounds), localSet, 1, loop, empty, ...each, localSet, 2],
        ...[localGet, 1, ...constant(1), i32Sub, localTee, 1, brIf, 0, end, localGet, 2],
      ]),
    pair.map(([one, other]) => [...one, localSet, 2, ...other, i32Eqz]),
    ...callees.map((callee) => inner.map((argument) => [...argument, call, callee])),
    ...callees.map((callee) =>
      inner.map((argument) => [...argument, ...constant(callee), callIndirect, 2, 0]),
    ),
  );
}

describe('generated programs', () => {
  const programs = fc
    .tuple(codeOf(4, [1, 2]), codeOf(3, [2]), codeOf(3, []))
    .map((codes) => codes.map((code): TestFunction => ({ type: 2, locals: 2, code })));

  it('give the same with and without metering, or end by their fuel', async () => {
    await fc.assert(
      fc.asyncProperty(programs, fc.integer(), async (functions, argument) => {
        const bytes = moduleOf(functions);
        const plain = await start(bytes);
        const metered = await start(meterModule(bytes));
        metered.fuel.value = 200_000;
        let said: number;
        try {
          said = metered.run(0, argument);
        } catch {
          expect(metered.fuel.value).toBeLessThan(0);
          return;
        }
        expect(said).toBe(plain.run(0, argument));
      }),
      { numRuns: 300 },
    );
  });
});
