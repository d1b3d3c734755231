import { compareVersions, isSupportedVersion, parseOpaVersion } from './opa-version.js';

describe('OPA versions', () => {
  it.each([
    ['Version: 1.4.2\nBuild Commit: \nGo Version: go1.27.3\n', '1.4.2'],
    ['Version: 1.5.0-dev\n', '1.5.0-dev'],
    ['Go Version: go1.27.3\nVersion: 0.70.0\n', '0.70.0'],
    ['opa 1.4.2\n', undefined],
    ['Version: 1.4\n', undefined],
    ['Version: 1.4.2/../../x\n', undefined],
    ['', undefined],
  ])('reads %j as %j', (output, version) => {
    expect(parseOpaVersion(output)).toBe(version);
  });

  it.each([
    ['0.70.0', false],
    ['1.0.0-rc.1', false],
    ['1.0.0', true],
    ['1.4.2', true],
    ['1.20.1+ds1', true],
    ['2.0.0', false],
    ['10.0.0', false],
    ['.lock', false],
    ['', false],
  ])('says of %j that being supported is %j', (version, supported) => {
    expect(isSupportedVersion(version)).toBe(supported);
  });

  it('orders by number, not by letter', () => {
    expect(['1.10.0', '1.4.2', '1.9.3'].sort(compareVersions)).toEqual([
      '1.4.2',
      '1.9.3',
      '1.10.0',
    ]);
  });
});
