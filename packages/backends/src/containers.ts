import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { NotToBeHad, reasonOf, type Server, type Way } from './way.ts';

export interface Container {
  readonly image: string;
  readonly port: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  /** Said once it can serve. */
  readonly readyWhen: RegExp;
  readonly url: (host: string, port: number) => string;
}

/** A container through testcontainers, where a Docker engine answers. */
export function containerWay({ image, port, environment = {}, command, readyWhen, url }: Container): Way {
  return {
    name: 'Docker',
    start: async (): Promise<Server> => {
      await requireEngine();
      const { GenericContainer, Wait } = await import('testcontainers');
      const described = new GenericContainer(image)
        .withExposedPorts(port)
        .withEnvironment({ ...environment })
        .withWaitStrategy(Wait.forLogMessage(readyWhen));
      const container = await (command ? described.withCommand([...command]) : described).start();
      return {
        url: url(container.getHost(), container.getMappedPort(port)),
        stop: async () => {
          await container.stop();
        },
      };
    },
  };
}

const askTimeoutMs = 5_000;

/** A client without an engine is not enough. */
async function requireEngine(): Promise<void> {
  try {
    await promisify(execFile)('docker', ['version', '--format', '{{.Server.Version}}'], { timeout: askTimeoutMs });
  } catch (error) {
    throw new NotToBeHad(`no Docker engine answers (${reasonOf(error)})`);
  }
}
