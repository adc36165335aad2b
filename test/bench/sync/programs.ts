import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { z } from 'zod'

/** A program in a process of its own, that said how it can be reached. */
export interface Program<T> {
  readonly pid: number
  readonly said: T
  /** Asks it something, one thing at a time. */
  ask<A>(question: object, answer: z.ZodType<A>): Promise<A>
  stop(): Promise<void>
}

/** So long a program that was asked to end may take. */
const PATIENCE = 10_000

/** Starts a program of Node that sends its parent what `schema` reads, and ends when asked or when the parent is gone. */
export async function startProgram<T>(
  file: string,
  args: readonly string[],
  schema: z.ZodType<T>,
): Promise<Program<T>> {
  // Without what this process was started with: the program is plain JavaScript.
  const child = fork(file, args, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const said = schema.parse(await answerOf(child))
  if (child.pid === undefined) throw new Error(`${file} did not start`)
  return {
    pid: child.pid,
    said,
    async ask(question, answer) {
      child.send(question)
      return answer.parse(await answerOf(child))
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      const stubborn = setTimeout(() => child.kill('SIGKILL'), PATIENCE)
      await gone
      clearTimeout(stubborn)
    },
  }
}

function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const heard = (message: unknown) => {
      child.off('exit', ended)
      resolve(message)
    }
    const ended = (code: number | null) => {
      child.off('message', heard)
      reject(new Error(`${child.spawnargs[1] ?? 'a program'} ended with ${code ?? 'a signal'}`))
    }
    child.once('message', heard)
    child.once('exit', ended)
  })
}
