import '#shared/no-eval'
import { expose } from 'comlink'
import { readSheet } from './sheet'

const worker = { readSheet }
export type SheetWorker = typeof worker

expose(worker)
