// Reads events with the ari-client of Node.js, from the folder that is named: `node … <folder>`.
// The first line that it reads says where Asterisk is, the second orders "events <count>".

"use strict";

const lines = require("readline").createInterface({ input: process.stdin });
const library = require(`${process.argv[2]}/ari-client`);
const FRAMES = 100000; // as in firehose.py

console.log = console.error; // the library tells things there; this program answers on it

let where = null;

lines.on("close", () => process.exit());
lines.on("line", (line) => {
  if (where === null) {
    where = JSON.parse(line);
  } else {
    read(Number(line.split(" ")[1]));
  }
});

async function read(count) {
  const [url, username, password] = where;
  const ari = await library.connect(url, username, password);
  let soFar = -1;
  let first = 0;
  let begin = 0n;
  ari.on("*", (event) => {
    soFar += 1;
    if (soFar === 0) {
      first = Number(event.value);
      begin = process.hrtime.bigint();
    }
    if (soFar === count) {
      const took = Number(process.hrtime.bigint() - begin) / 1e9;
      if ((Number(event.value) - first - count) % FRAMES !== 0) {
        throw new Error("events are missing");
      }
      process.stdout.write(`[${took}]\n`);
    }
  });
  await ari.start("node");
}
