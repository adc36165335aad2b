import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { npm, root, run, tool } from './process.mjs'

/**
 * What a bare clone lacks: packages, a browser for the tests, Electron's own program. Only what Node brings is imported
 * here, because this runs before node_modules exists.
 */

/** @typedef {{ packages: Record<string, { version?: string, integrity?: string, optional?: boolean, link?: boolean }> }} Lock */

/**
 * @param {string} file
 * @returns {Lock | undefined}
 */
function readLock(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

const platformMark = `${root}node_modules/.tracer-platform`
const platform = `${process.platform}-${process.arch}-${process.versions.modules}`

const isMarked = () => existsSync(platformMark) && readFileSync(platformMark, 'utf8') === platform

/** Put there whole: another command that starts in this moment must not read half a mark and install everything anew. */
function mark() {
  const next = `${platformMark}-${process.pid}`
  writeFileSync(next, platform)
  renameSync(next, platformMark)
}

/** npm leaves a copy of what it installed in node_modules; where that says the same as the lock file, nothing is missing. */
function packagesAreCurrent() {
  const wanted = readLock(`${root}package-lock.json`)?.packages ?? {}
  const found = readLock(`${root}node_modules/.package-lock.json`)?.packages
  if (!found) return false
  if (existsSync(platformMark) && !isMarked()) return false
  return Object.entries(wanted).every(([name, { version, integrity, optional }]) => {
    if (name === '') return true
    const there = found[name]
    // Packages for other platforms are optional, and stay away.
    if (!there) return optional === true
    return there.version === version && there.integrity === integrity
  })
}

/** Packages that may run a script of their own when they are installed, those of them that this system has. */
function maySetUp() {
  /** @type {{ allowScripts: Record<string, boolean> }} */
  const { allowScripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
  return Object.keys(allowScripts).filter((name) => allowScripts[name] && existsSync(`${root}node_modules/${name}`))
}

/**
 * Installs the packages of the lock file when they are not the ones installed. Whatever version npm has, no package runs
 * anything but those that `allowScripts` names. Throws when npm cannot.
 */
export async function ensurePackages() {
  if (!packagesAreCurrent()) {
    console.error('Installing packages…')
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
    const install = ['ci', '--include=dev', '--ignore-scripts', ...quiet]
    // A registry that stumbles once should not stop a newcomer.
    const done = (await npm(install)) || (await npm(install)) || (await npm(install))
    if (!done || !(await npm(['rebuild', ...maySetUp(), ...quiet])))
      throw new Error('npm could not install the packages of package-lock.json.')
  }
  if (!isMarked()) mark()
}

/** @returns {string | undefined} the program of an installed Chromium, Chrome or Edge */
export function findBrowser() {
  const programs = process.env['PROGRAMFILES'] ?? 'C:\\Program Files'
  return [
    process.env['CHROMIUM_PATH'],
    '/usr/bin/chromium-headless-shell',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    `${programs}\\Google\\Chrome\\Application\\chrome.exe`,
    `${programs} (x86)\\Microsoft\\Edge\\Application\\msedge.exe`,
  ].find((program) => program && existsSync(program))
}

/** @returns {Promise<string | undefined>} the program of the Chromium that Playwright downloaded for itself */
async function findPlaywrightsOwn() {
  const { chromium } = await import('playwright-core')
  const program = chromium.executablePath()
  return existsSync(program) ? program : undefined
}

/**
 * Finds a browser for the tests, or installs one: from Debian where we may, else the one Playwright offers. Needs the
 * packages. Throws, saying what to do, when neither works.
 * @returns {Promise<string>} its program
 */
export async function ensureBrowser() {
  const found = findBrowser() ?? (await findPlaywrightsOwn())
  if (found) return found
  console.error('Installing a browser for the tests…')
  const mayUseApt = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (mayUseApt) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    const wait = ['-o', 'DPkg::Lock::Timeout=300']
    await run('apt-get', [...wait, 'update', '-qq'], { env })
    await run('apt-get', [...wait, 'install', '-y', '-qq', '--no-install-recommends', 'chromium-headless-shell'], {
      env,
    })
  }
  if (!findBrowser()) {
    await tool('playwright-core/cli.js', ['install', ...(mayUseApt ? ['--with-deps'] : []), 'chromium'])
  }
  const installed = findBrowser() ?? (await findPlaywrightsOwn())
  if (!installed) {
    throw new Error('No browser for the tests: install Chromium or Chrome, or name its program in CHROMIUM_PATH.')
  }
  return installed
}

/** @returns {string | undefined} Electron's program, where it is installed. Never downloads. */
export function findElectron() {
  if (process.env['ELECTRON_PATH']) return process.env['ELECTRON_PATH']
  const folder = `${root}node_modules/electron`
  if (!existsSync(`${folder}/path.txt`)) return undefined
  const program = `${folder}/dist/${readFileSync(`${folder}/path.txt`, 'utf8')}`
  return existsSync(program) ? program : undefined
}

/**
 * Downloads Electron's program when it is missing.
 * @returns {Promise<string | undefined>} its program; undefined where it cannot be had
 */
export async function ensureElectron() {
  if (!findElectron()) await tool('electron/install.js', [], { output: 'nowhere', patience: 300_000 })
  return findElectron()
}
