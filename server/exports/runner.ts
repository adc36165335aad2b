import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { JobFailure } from '#shared/export/job'
import type { Context } from '../context'
import { lookAgain } from '../looks'
import { forgetExpired } from './jobs'
import { MEMORY } from './limits'
import { type Taken, archiveContext, beat, failJob, finish, giveBack, isOurs, take, takeOver } from './queue'
import type { Progress } from './telling'
import type { ThreadOrder, ThreadWord } from './thread-words'

export interface RunOptions {
  /** The program of a thread, as it was built. */
  readonly thread: URL
  /** For the app's role. */
  readonly databaseUrl: string
  /** Where files lie while they are made; readable by the server alone, and empty when nothing is made. */
  readonly folder: string
  /** Seconds between two looks. */
  readonly every: number
}

export interface Runner {
  /** Gives back what is being made, and ends when nothing of it lies here any more. */
  stop(): Promise<void>
}

type Job = NonNullable<Awaited<ReturnType<typeof take>>>
type Ending = Exclude<ThreadWord, { readonly kind: 'progress' }> | { readonly kind: 'given-back' }

/** Makes what people asked for, a few at a time, for as long as it runs; of several servers any makes what is next. */
export function runExports(context: Context, options: RunOptions): Runner {
  const { log, exportLimits } = context
  const making = new Map<string, Making>()

  async function look(): Promise<void> {
    await forgetExpired(context)
    for (const one of making.values()) if (!(await beat(context, one.job, one.progress))) one.end({ kind: 'not-ours' })
    await takeOver(context)
    await clearLeftOvers()
    while (!looks.stopped && making.size < exportLimits.atOnce) {
      const job = await take(context)
      if (!job) return
      begin(job)
    }
  }

  function begin(job: Job): void {
    const one = new Making(context, options, job)
    making.set(one.name, one)
    void one.done
      .catch((error: unknown) => log.error({ name: error instanceof Error ? error.name : '' }, 'export'))
      .then(() => making.delete(one.name))
  }

  /** What a server left that ended without a word, on this machine. */
  async function clearLeftOvers(): Promise<void> {
    for (const name of existsSync(options.folder) ? readdirSync(options.folder) : []) {
      if (making.has(name)) continue
      const [, id = '', tries] = /^([0-9a-f-]{36})_([0-9]+)$/.exec(name) ?? []
      if (id === '' || !(await isOurs(context, { id, tries: Number(tries) })))
        rmSync(join(options.folder, name), { recursive: true, force: true })
    }
  }

  const looks = lookAgain(look, { every: options.every, log, name: 'exports' })
  return {
    async stop() {
      await looks.stop()
      const all = [...making.values()]
      for (const one of all) one.end({ kind: 'given-back' })
      await Promise.all(all.map(({ done }) => done.catch(() => undefined)))
    },
  }
}

const Word = z.custom<ThreadWord>()

/** A job of this server, from the beginning of its thread until nothing lies in its folder. */
class Making {
  readonly name: string
  readonly done: Promise<void>
  progress: Progress = { read: 0, made: 0, rows: 0, bytes: 0 }
  /** How it ends: what is said first counts. */
  readonly end: (ending: Ending) => void

  constructor(
    private readonly context: Context,
    private readonly options: RunOptions,
    readonly job: Job,
  ) {
    this.name = `${job.id}_${job.tries}`
    let end: (ending: Ending) => void = () => {}
    const ending = new Promise<Ending>((resolve) => (end = resolve))
    this.end = end
    this.done = this.run(ending)
  }

  private async run(ending: Promise<Ending>): Promise<void> {
    const { context, options, job } = this
    const folder = join(options.folder, this.name)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const worker = new Worker(options.thread, {
      workerData: this.orderIn(folder),
      resourceLimits: { maxOldGenerationSizeMb: MEMORY },
    })
    worker.on('message', (message: unknown) => {
      const word = Word.parse(message)
      if (word.kind === 'progress') this.progress = word.progress
      else this.end(word)
    })
    worker.on('error', (error) => this.end({ kind: 'failed', why: this.reasonOf(error) }))
    worker.on('exit', () => this.end({ kind: 'failed', why: 'internal' }))
    const limit = setTimeout(() => this.end({ kind: 'failed', why: 'time' }), context.exportLimits.minutes * 60_000)
    try {
      const ended = await ending
      // It writes to the folder and to the database until it is gone.
      await worker.terminate()
      await this.conclude(ended, job)
    } finally {
      clearTimeout(limit)
      rmSync(folder, { recursive: true, force: true })
    }
  }

  private async conclude(ended: Ending, job: Taken): Promise<void> {
    switch (ended.kind) {
      case 'made':
        await finish(this.context, job, ended.file, ended.progress)
        return
      case 'failed':
        await failJob(this.context, job, ended.why)
        return
      case 'given-back':
        await giveBack(this.context, job)
        return
      case 'not-ours':
        return
    }
  }

  /** The log holds codes and stack frames, never a message that could carry a value. */
  private reasonOf(error: unknown): JobFailure {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ERR_WORKER_OUT_OF_MEMORY') return 'memory'
    const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : []
    this.context.log.error({ job: this.job.id, code, frames }, 'an export failed')
    return 'internal'
  }

  private orderIn(folder: string): ThreadOrder {
    const { secrets, now, exportLimits } = this.context
    const { id, tries, userId, session, wish, askedAt } = this.job
    const key = randomBytes(32)
    return {
      ...{ databaseUrl: this.options.databaseUrl, job: { id, tries }, asker: { user: userId, session }, wish, folder },
      ...{ asOf: askedAt.toISOString(), key, sealedKey: secrets.seal(key, archiveContext(id)) },
      secret: randomBytes(32),
      rows: exportLimits.rows,
      bytes: exportLimits.megabytes * 1_000_000,
      clockAhead: now().getTime() - Date.now(),
    }
  }
}
