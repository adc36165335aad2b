import { buildStale } from '../../scripts/build.mjs'
import { root, run } from '../../scripts/process.mjs'
import { bootstrap } from './bootstrap'
import { bytes } from './bytes'
import { sitDown, type Desk } from './desk'
import { keystroke, save } from './entering'
import { note, noteLoad } from './figures'
import { floor } from './floor'
import { opening } from './opening'
import { openProfile } from './profile'
import { startWards } from './server'
import { start } from './start'
import { sync } from './sync/run'
import { timeline } from './timeline'

/** `npm run bench -- [NAME…]`: one JSON object a figure on standard output, everything else on standard error. */

/** Benches at two desks, in the order in which they leave least behind for the next. */
const atDesks: Readonly<Record<string, (desks: readonly Desk[]) => Promise<void>>> = {
  open: opening,
  start,
  keystroke,
  save,
}
const computing = ['core', 'dose-gate', 'recompute', 'export']
const atWards = ['bytes', 'timeline', 'floor', ...Object.keys(atDesks)]
/** Installs other people's programs and takes half an hour: only where it is asked for by name. */
const besidePeers = 'sync'
const names = [...computing, 'bootstrap', ...atWards, besidePeers]
const asked = process.argv.slice(2)
/** `export:csv:odm` is the bench of that name, and what it is asked to keep to. */
const nameIn = (argument: string) => argument.split(':')[0] ?? ''
const unknown = asked.map(nameIn).filter((name) => !names.includes(name))
const wants = (name: string) => asked.length === 0 || asked.some((argument) => nameIn(argument) === name)

if (unknown.length > 0) {
  note(`There is no bench ${unknown.join(', ')}; there are ${names.join(', ')}.`)
  process.exitCode = 2
} else {
  if (computing.some(wants)) await compute()
  if (wants('bootstrap')) {
    noteLoad('bootstrap')
    await bootstrap()
  }
  if (atWards.some(wants)) await inBrowser()
  for (const argument of asked) if (nameIn(argument) === besidePeers) await sync(argument.split(':').slice(1))
}

/** In a process of their own, built as the product is: TypeScript read on the fly would be measured with it. */
async function compute(): Promise<void> {
  await buildStale(['bench'])
  const toCompute = asked.length === 0 ? computing : asked.filter((argument) => computing.includes(nameIn(argument)))
  const well = await run(process.execPath, [`${root}out/bench/computing.js`, ...toCompute], {
    output: 'stdout',
  })
  if (!well) throw new Error('what is computed could not be measured to the end')
}

async function inBrowser(): Promise<void> {
  const server = await startWards()
  let serving = true
  const close = async () => {
    if (serving) await server.stop()
    serving = false
  }
  try {
    if (wants('bytes')) await bytes(server)
    if (wants('timeline')) {
      noteLoad('timeline')
      await timeline(server)
    }
    const wanted = Object.entries(atDesks).filter(([name]) => wants(name))
    if (wanted.length === 0 && !wants('floor')) return
    const browser = await openProfile(server)
    try {
      note(`measured in ${browser.version}, its database on disk`)
      if (wants('floor')) await floor(browser)
      if (wanted.length === 0) return
      const desks = await sitDown(browser)
      // From here on both wards are without a network, as the wards are.
      await close()
      for (const [name, bench] of wanted) {
        noteLoad(name)
        await bench(desks)
      }
    } finally {
      await browser.close()
    }
  } finally {
    await close()
  }
}
