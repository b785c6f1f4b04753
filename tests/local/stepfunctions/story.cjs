// The story of test_other_clients.py, told by the AWS SDK for JavaScript; prints what it sees.
const sdk = require("@aws-sdk/client-sfn");

const { DEFINITION: definition, OTHER: other, ROLE: roleArn } = process.env;
// Step Functions has a host of its own for what answers at once, `sync-` before the endpoint's.
const client = new sdk.SFNClient({ disableHostPrefix: true, maxAttempts: 1 });
const send = (name, input) => client.send(new sdk[`${name}Command`](input));

async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    return error.name;
  }
  return null;
}

async function main() {
  const seen = {};
  const name = "javascript";
  const { stateMachineArn } = await send("CreateStateMachine", { name, definition, roleArn });
  seen.exists = await refusal(
    send("CreateStateMachine", { name, definition: other, roleArn }),
  );
  const first = await send("PublishStateMachineVersion", { stateMachineArn });
  const updated = await send("UpdateStateMachine", {
    stateMachineArn, definition: other, publish: true,
  });
  const alias = await send("CreateStateMachineAlias", {
    name: "live",
    routingConfiguration: [
      { stateMachineVersionArn: first.stateMachineVersionArn, weight: 100 },
    ],
  });
  seen.versions = [first.stateMachineVersionArn, updated.stateMachineVersionArn];
  seen.alias = alias.stateMachineAliasArn;
  const started = await send("StartExecution", {
    stateMachineArn: seen.alias, name: "run", input: '{"a":1}',
  });
  const stopped = await send("StopExecution", {
    executionArn: started.executionArn, error: "Enough", cause: "seen",
  });
  const described = await send("DescribeExecution", { executionArn: started.executionArn });
  seen.status = described.status;
  seen.error = described.error;
  seen.version = described.stateMachineVersionArn;
  seen.isInOrder = started.startDate <= stopped.stopDate;
  const history = await send("GetExecutionHistory", { executionArn: started.executionArn });
  seen.events = history.events.map((event) => event.type);
  const tried = await send("TestState", {
    definition: '{"Type": "Pass", "Result": 7, "End": true}',
  });
  seen.output = tried.output;
  console.log(JSON.stringify(seen));
}

main();
