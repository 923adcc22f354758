/** Where a model server is, as far as sentences for the user need it. */
export interface ServerPlace {
  /** `Ollama`, `llama.cpp`, or the name of the configured model's provider. */
  readonly serverName: string;
  readonly baseUrl: string;
  readonly modelId: string;
  /** VS Code's name of the remote kind (`ssh-remote`, `wsl`, `dev-container`), or undefined on the own machine. */
  readonly remoteName: string | undefined;
}

const loopbackHost = /^(?:localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0)$/;

/** True when a URL points to the machine on which Inkling runs. */
export function isLoopback(url: string): boolean {
  return loopbackHost.test(new URL(url).hostname);
}

/** Who is asked, as keys and consent know it. */
export function originOf(url: string): string {
  return new URL(url).origin;
}

/** Says what to do when nothing answers at a server's place. */
export function reachAdvice({ baseUrl, serverName, remoteName }: ServerPlace): string {
  const server = serverName.endsWith(' server') ? 'the server' : serverName;
  if (!isLoopback(baseUrl)) {
    return `Check the address, the network and VS Code's proxy settings, and that ${server} runs there.`;
  }
  if (!remoteName) return `Start ${server} there, or correct the model's baseUrl.`;
  return `Inkling runs on the remote machine (${remoteName}) and looked there. Start ${server} there, or reach your own computer's: ${wayHome(baseUrl, remoteName)}`;
}

function wayHome(baseUrl: string, remoteName: string): string {
  const url = new URL(baseUrl);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  switch (remoteName) {
    case 'wsl':
      return `set networkingMode=mirrored in .wslconfig, or use the Windows host's address in place of ${url.hostname}.`;
    case 'dev-container':
    case 'attached-container':
      return `use host.docker.internal in place of ${url.hostname}.`;
    default:
      return `connect with ssh -R ${port}:127.0.0.1:${port} (in ~/.ssh/config: RemoteForward ${port} 127.0.0.1:${port}).`;
  }
}
