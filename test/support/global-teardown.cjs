module.exports = async function globalTeardown() {
  await globalThis.legateTestPostgres?.stop();
};
