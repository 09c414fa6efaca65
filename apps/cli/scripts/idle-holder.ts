// `node idle-holder.ts <port> <connections>`: holds connections open and says nothing; opens again what is closed, a second later.
import { connect } from "node:net";

const [port = 0, connections = 0] = process.argv.slice(2).map(Number);
let held = 0;

function hold(): void {
  const socket = connect(port, "127.0.0.1", () => {
    held += 1;
    socket.once("close", () => {
      held -= 1;
    });
  });
  socket.on("error", () => undefined).resume();
  socket.once("close", () => void setTimeout(hold, 1_000));
}

for (let opened = 0; opened < connections; opened += 100) {
  for (let some = 0; some < 100; some++) hold();
  await new Promise((next) => setTimeout(next, 2));
}
setInterval(() => process.stdout.write(`${held}\n`), 250);
