import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { StudyVersionId } from '#shared/ids'
import { PASSWORD } from '../../support/server'
import { type Program, startProgram } from './programs'

const out = (path: string) => fileURLToPath(new URL(`../../../out/${path}`, import.meta.url))

const Said = z.object({ address: z.string(), adminUrl: z.string(), version: StudyVersionId })
export type OurServer = Program<z.output<typeof Said>>

/** Our server with so many nurses, `nurse.1` and so on, in a process of its own, serving the page of the bench. */
export const startOurs = (people = 2): Promise<OurServer> =>
  startProgram(out('bench/server-process.js'), [out('bench-page'), PASSWORD, String(people)], Said)
