import * as vscode from 'vscode';

/**
 * The name of the remote machine on which Inkling runs, or undefined when it is the user's own.
 * VS Code's own server on loopback counts as remote for VS Code, but its 127.0.0.1 is the user's.
 */
export function remoteMachine(): string | undefined {
  const { remoteName } = vscode.env;
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(remoteName ?? '');
  return isLoopback ? undefined : remoteName;
}

/** The machine whose loopback addresses Inkling can reach, for sentences. */
export function machineName(): string {
  const name = remoteMachine();
  return name ? `the remote machine (${name})` : 'this machine';
}
