// Serves index.html; a stand-in for the half of the repository that is not Python.
const { createServer } = require("node:http");
const { readFileSync } = require("node:fs");

createServer((_, response) => response.end(readFileSync("index.html"))).listen(3000);
