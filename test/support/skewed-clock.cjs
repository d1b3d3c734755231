// Preloaded into a service process: its wall clock is off by TEST_CLOCK_SHIFT_MS from the first moment on.
const shiftMs = Number(process.env.TEST_CLOCK_SHIFT_MS);
const RealDate = Date;

class ShiftedDate extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [ShiftedDate.now()] : parts));
  }

  static now() {
    return RealDate.now() + shiftMs;
  }
}

globalThis.Date = ShiftedDate;
