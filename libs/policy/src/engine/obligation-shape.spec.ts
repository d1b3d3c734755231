import { isObligation } from './obligation-shape.js';

const obligation = (type: string, properties: unknown): unknown => ({ id: 'o1', type, properties });

describe('isObligation', () => {
  it.each([
    ['step-up', { acr_value: 'mfa' }],
    ['step-up', { acr_value: 'mfa', amr_values: ['otp', 'hwk'] }],
    ['notification', { to: 'ops', body: 'text' }],
    ['notification', { to: 'ops', body: 'text', topic: 'spend' }],
    ['session_termination', { subject: 'alice' }],
    ['session_termination', { subject: { type: 'user', id: 'alice' } }],
    ['custom', {}],
    ['custom', { anything: [1, { goes: null }] }],
  ])('OBL-2: takes %s with %j', (type, properties) => {
    expect(isObligation(obligation(type, properties))).toBe(true);
  });

  it.each([
    ['step-up', {}],
    ['step-up', { acr_value: 1 }],
    ['step-up', { acr_value: '' }],
    ['step-up', { acr_value: 'mfa', amr_values: 'otp' }],
    ['step-up', { acr_value: 'mfa', amr_value: ['otp'] }],
    ['step_up', { acr_value: 'mfa' }],
    ['notification', { to: 'ops' }],
    ['notification', { body: 'text' }],
    ['notification', { to: ['ops'], body: 'text' }],
    ['notification', { to: 'ops', body: 'text', topic: null }],
    ['session-termination', { subject: 'alice' }],
    ['session_termination', { subject: null }],
    ['session_termination', { subject: { id: 'alice' } }],
    ['custom', null],
    ['custom', []],
    ['custom', 'x'],
    ['constructor', {}],
    ['', {}],
  ])('OBL-2: refuses %s with %j', (type, properties) => {
    expect(isObligation(obligation(type, properties))).toBe(false);
  });

  it.each([
    null,
    'custom',
    [],
    {},
    { id: 'o1', type: 'custom' },
    { id: 'o1', properties: {} },
    { type: 'custom', properties: {} },
    { id: '', type: 'custom', properties: {} },
    { id: 1, type: 'custom', properties: {} },
    { id: 'o1', type: ['custom'], properties: {} },
    { id: 'o1', type: 'custom', properties: {}, optional: true },
  ])('OBL-1: refuses %j', (value) => {
    expect(isObligation(value)).toBe(false);
  });
});
