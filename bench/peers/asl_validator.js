// Validates each file named on standard input, and prints as JSON how long each took, in CPU
// milliseconds of several rounds, and whether anything was found in it.
const fs = require("fs");
const validator = require(process.argv[2]);
const rounds = Number(process.argv[3]);

function flags(definition) {
  try {
    return !validator(definition).isValid;
  } catch (error) {
    return true;
  }
}

const results = fs.readFileSync(0, "utf8").split("\n").filter(Boolean).map((file) => {
  const times = [];
  let flagged = false;
  for (let round = 0; round < rounds; round++) {
    const text = fs.readFileSync(file, "utf8");
    const before = process.cpuUsage();
    flagged = flags(JSON.parse(text));
    const used = process.cpuUsage(before);
    times.push((used.user + used.system) / 1000);
  }
  return { file, flagged, times };
});
console.log(JSON.stringify(results));
