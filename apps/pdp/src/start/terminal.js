const COLUMN = 11;
export const terminal = {
    step: (name, text) => {
        process.stdout.write(`  ${name.padEnd(COLUMN)}${text}\n`);
    },
    fail: (line) => {
        process.stderr.write(`legate: ${line}\n`);
    },
};
