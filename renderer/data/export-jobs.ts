import { sha256OfBytes } from '#shared/canonical-json'
import { type ExportJob, ExportJobs, type ExportWish } from '#shared/export/job'
import type { Failure } from './sync/engine'
import type { Answer, Server } from './sync/server'

/** Exports that the server makes of everything the person sees of a study. All of it waits for the server. */
export interface ExportJobsDoor {
  /** The person's own, the one asked for last first; undefined where the server cannot be asked. */
  exportJobs(): Promise<readonly ExportJob[] | undefined>
  /** Asks for one. Each person has one on its way. */
  askExport(wish: ExportWish): Promise<JobsOutcome>
  /** Stops one that is on its way, or removes what came of one that has ended. */
  cancelExport(id: string): Promise<JobsOutcome>
  /** The archive of one that is ready, proved by its hash. */
  fetchExport(job: ReadyJob): Promise<FetchOutcome>
}

export type ReadyJob = Extract<ExportJob, { readonly state: 'ready' }>

export type JobsOutcome =
  | { readonly kind: 'done'; readonly jobs: readonly ExportJob[] }
  | { readonly kind: 'no-server' | 'not-allowed' | 'one-already' | 'gone' }

export type FetchOutcome =
  | { readonly kind: 'fetched'; readonly bytes: Uint8Array }
  /** What came is not what the server said it had made. */
  | { readonly kind: 'no-server' | 'not-allowed' | 'gone' | 'damaged' }

export const exportJobsOf = (server: Server): ExportJobsDoor => ({
  async exportJobs() {
    const answer = await server.get('/api/exports/jobs', ExportJobs)
    return answer.ok ? answer.value.jobs : undefined
  },
  askExport: async (wish) => outcomeOf(await server.post('/api/exports/jobs', wish, ExportJobs)),
  cancelExport: async (id) => outcomeOf(await server.post(`/api/exports/jobs/${id}/cancel`, {}, ExportJobs)),
  async fetchExport({ id, file }) {
    const answer = await server.bytes(`/api/exports/jobs/${id}/archive`)
    if (!answer.ok) return { kind: whyNot(answer.failure) }
    const bytes = answer.value
    return sha256OfBytes(bytes) === file.sha256 ? { kind: 'fetched', bytes } : { kind: 'damaged' }
  },
})

const outcomeOf = (answer: Answer<ExportJobs>): JobsOutcome =>
  answer.ok
    ? { kind: 'done', jobs: answer.value.jobs }
    : { kind: answer.failure.code === 'outdated' ? 'one-already' : whyNot(answer.failure) }

function whyNot({ code }: Failure): 'no-server' | 'not-allowed' | 'gone' {
  switch (code) {
    case 'not-allowed':
      return 'not-allowed'
    case 'not-found':
      return 'gone'
    default:
      return 'no-server'
  }
}
