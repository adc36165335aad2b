import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { makerOf } from '#shared/export/making'
import { fonts } from './fonts'
import { type MakingJob, type MakingPlace, PlacedSource } from './making-place'

/** A thread that makes participants of an export, one after the other. Only `MakingPool` speaks with it. */
const Place = z.custom<MakingPlace>()
const Job = z.custom<MakingJob>()

const place = Place.parse(workerData)
const placed = new PlacedSource(place)
const drawn = place.order.format === 'pdf' || place.order.format === 'complete'
const none = new Uint8Array()
const make = makerOf(placed.source, { ...place.order, fonts: drawn ? fonts() : { regular: none, bold: none } })

parentPort?.on('message', (message: unknown) => {
  void placed.subject(Job.parse(message)).then(async (subject) => {
    const made = await make(subject)
    const bytes = [...made.files, ...made.tables, ...made.clinical, ...(made.records?.sets ?? [])].map(
      (piece) => piece.bytes,
    )
    // Handed over rather than copied.
    parentPort?.postMessage(
      made,
      [...new Set(bytes.map(({ buffer }) => buffer))].filter((one) => one instanceof ArrayBuffer),
    )
  })
})
