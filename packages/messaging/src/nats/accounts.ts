/** What a process does on the bus; `BusUser` of the contracts is one. */
export interface AccountUser {
  readonly name: string;
  readonly answers?: string;
  readonly asks: readonly string[];
  readonly follows: boolean;
  readonly relays?: boolean;
  readonly operates?: boolean;
}

const answersWithin = '2m';
const api = '$JS.API';

/** The subjects that a user may publish to. To whoever asks him he may answer, once each. */
export function mayPublish({ answers, asks, follows, relays, operates }: AccountUser): readonly string[] {
  return [
    ...asks,
    // Its policies send it commands.
    ...(answers === undefined ? [] : [`${answers}.commands.*`]),
    ...(follows || relays ? [`${api}.STREAM.INFO.*`] : []),
    ...(follows
      ? [
          `${api}.CONSUMER.CREATE.>`,
          `${api}.CONSUMER.DURABLE.CREATE.*.*`,
          `${api}.CONSUMER.INFO.*.*`,
          `${api}.CONSUMER.MSG.NEXT.*.*`,
          `${api}.CONSUMER.UNPIN.*.*`,
          '$JS.ACK.>',
        ]
      : []),
    ...(relays ? [`${api}.STREAM.CREATE.*`, '*.events.>'] : []),
    ...(operates ? [`${api}.>`] : []),
  ];
}

/** The subjects that a user may hear: requests in its own queue only, and answers to its own questions. */
export function mayHear({ name, answers }: AccountUser): readonly string[] {
  const requests = answers === undefined ? [] : [`${answers}.commands.* ${answers}`, `${answers}.queries.* ${answers}`];
  return [...requests, `_INBOX.${name}.>`];
}

/** Where the server finds a user's password: a variable in its environment. */
export function passwordVariable(name: string): string {
  return `NATS_PASSWORD_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** The account of the platform with a user for each process, as a NATS server includes it. */
export function accountsConfig(users: readonly AccountUser[]): string {
  return `# Made from the contracts' table of bus users by infra/nats/write-accounts.mjs. Do not edit.
accounts {
  HOSO {
    jetstream: enabled
    users: [
${users.map(userConfig).join('\n')}
    ]
  }
}
`;
}

function userConfig(user: AccountUser): string {
  const responses =
    user.answers === undefined ? '' : `\n          allow_responses: { max: 1, expires: "${answersWithin}" }`;
  return `      {
        user: ${user.name}
        password: $${passwordVariable(user.name)}
        permissions: {
          publish: { allow: [${listed(mayPublish(user))}] }
          subscribe: { allow: [${listed(mayHear(user))}] }${responses}
        }
      }`;
}

function listed(subjects: readonly string[]): string {
  return `${subjects.map((subject) => `\n            ${JSON.stringify(subject)}`).join('')}\n          `;
}
