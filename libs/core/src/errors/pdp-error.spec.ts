import {
  ConflictError,
  ForbiddenError,
  InvalidRequestError,
  InvariantViolation,
  LimitExceededError,
  NotFoundError,
  PdpError,
  RateExceededError,
  StartupError,
  UnauthenticatedError,
  UnavailableError,
  UnprocessableError,
} from './pdp-error.js';

describe('PdpError', () => {
  it.each([
    ConflictError,
    ForbiddenError,
    InvalidRequestError,
    InvariantViolation,
    LimitExceededError,
    NotFoundError,
    RateExceededError,
    StartupError,
    UnauthenticatedError,
    UnavailableError,
    UnprocessableError,
  ])('is the base of %p, which bears its name', (Class) => {
    const error = new Class('internal.error', 'text');
    expect(error).toBeInstanceOf(PdpError);
    expect(error).toMatchObject({
      name: Class.name,
      code: 'internal.error',
      message: 'text',
      details: {},
      retryAfterS: null,
    });
    expect(error).not.toHaveProperty('cause');
  });

  it('keeps when to try again', () => {
    const error = new RateExceededError('internal.error', 'text', { retryAfterS: 2 });
    expect(error.retryAfterS).toBe(2);
  });

  it('keeps details and cause, even a cause that is undefined', () => {
    const details = { pointer: '/a' };
    const caused = new ConflictError('internal.error', 'text', { details, cause: 'thrown' });
    expect(caused).toMatchObject({ details, cause: 'thrown' });
    expect(new ConflictError('internal.error', '', { cause: undefined })).toHaveProperty(
      'cause',
      undefined,
    );
  });
});
