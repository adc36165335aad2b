import { z } from 'zod'

/** A lock file of npm, as far as a parts list needs it. */
export const Lock = z.object({
  name: z.string(),
  version: z.string(),
  packages: z.record(
    z.string(),
    z.object({
      name: z.string().optional(),
      version: z.string().optional(),
      license: z.string().optional(),
      integrity: z.string().optional(),
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
      link: z.boolean().optional(),
      dependencies: z.record(z.string(), z.string()).optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
})
export type Lock = z.output<typeof Lock>
type Package = Lock['packages'][string]

/** Installers hold it, and npm takes it for a tool. */
const ELECTRON = 'node_modules/electron'

/**
 * The parts of a release as CycloneDX 1.5, from the lock file: npm's own list leaves out parts that its tools use too.
 * Without a number or an instant of its making, so that the same lock file always has the same list.
 */
export function partsList({ name, version, packages }: Lock) {
  const parts = Object.entries(packages)
    .filter(([path, { dev, link }]) => path === ELECTRON || (path !== '' && dev !== true && link !== true))
    .map(([path, one]) => ({ path, one, part: partOf(path, one) }))
  const refs = new Map(parts.map(({ path, part }) => [path, part['bom-ref']]))
  const uses = (path: string, { dependencies, optionalDependencies }: Package): readonly string[] => {
    const names = Object.keys({ ...dependencies, ...optionalDependencies })
    return [...new Set(names.flatMap((used) => refs.get(resolved(refs, path, used)) ?? []))].sort()
  }
  const own = `${name}@${version}`
  const root = { ref: own, dependsOn: [...uses('', packages[''] ?? {}), ...[refs.get(ELECTRON) ?? []].flat()] }
  const others = parts.map(({ path, one, part }) => ({ ref: part['bom-ref'], dependsOn: uses(path, one) }))
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { 'bom-ref': own, type: 'application', name, version } },
    components: once(
      parts.map(({ part }) => part),
      (part) => part['bom-ref'],
    ),
    dependencies: once([root, ...others], ({ ref }) => ref),
  }
}

/** The same package may be installed in several places. */
const once = <T>(all: readonly T[], by: (one: T) => string): readonly T[] => [
  ...new Map(all.map((one) => [by(one), one])).values(),
]

/** Where a package that is asked for by another lies: beside it, or beside one that it lies in. */
function resolved(installed: ReadonlyMap<string, string>, from: string, name: string): string {
  for (let at = from; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const inside = `${at}/node_modules/${name}`
    if (installed.has(inside)) return inside
  }
  return `node_modules/${name}`
}

function partOf(path: string, { name, version = '', license, integrity, optional }: Package) {
  const called = name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const hash = /^sha512-(.+)$/.exec(integrity ?? '')?.[1]
  return {
    'bom-ref': `${called}@${version}`,
    type: path === ELECTRON ? 'framework' : 'library',
    name: called,
    version,
    scope: optional === true ? 'optional' : 'required',
    purl: `pkg:npm/${called.replace('@', '%40')}@${version}`,
    ...(hash !== undefined && { hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }] }),
    ...(license !== undefined && {
      licenses: [/[ (]/.test(license) ? { expression: license } : { license: { id: license } }],
    }),
  }
}
