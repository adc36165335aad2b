import { type Step } from '../../casebook/path'
import type { SiteId, StudyId, StudyVersionId, UserId } from '../../ids'

/**
 * What things are called in ODM files: the names of the study, each with a letter for its kind, since items are named
 * within their form only. ASCII, and the same in every export.
 */
export const oids = {
  study: (id: StudyId) => `S.${id}`,
  version: (id: StudyVersionId) => `V.${id}`,
  event: (event: string) => `E.${event}`,
  form: (form: string) => `F.${form}`,
  group: (form: string, group: string) => `G.${form}.${group}`,
  item: (form: string, item: string) => `I.${form}.${item}`,
  codeList: (list: string) => `CL.${list}`,
  unit: (unit: string) => `MU.${ascii(unit)}`,
  condition: (form: string, item: string) => `C.${form}.${item}`,
  method: (form: string, item: string) => `M.${form}.${item}`,
  user: (user: UserId) => `U.${user}`,
  site: (site: SiteId) => `L.${site}`,
  signature: (meaning: string) => `SD.${meaning}`,
}

/** What is said of a file that was added to a form; nothing that a study names is called so. */
export const FILES = 'TRACER.FILES'
export const fileItems = {
  name: 'TRACER.FILE.NAME',
  title: 'TRACER.FILE.TITLE',
  type: 'TRACER.FILE.TYPE',
  bytes: 'TRACER.FILE.BYTES',
  sha256: 'TRACER.FILE.SHA256',
  by: 'TRACER.FILE.BY',
  at: 'TRACER.FILE.AT',
} as const

/** Letters and digits as they are, anything else as its code point between dashes: `10^9/L` is `10-5E-9-2F-L`. */
const ascii = (text: string): string =>
  text.replace(/[^A-Za-z0-9]/gu, (sign) => `-${sign.codePointAt(0)?.toString(16).toUpperCase() ?? ''}-`)

/** A step of a path with the name that ODM knows it by. */
export interface OdmStep {
  readonly oid: string
  readonly repeat: string | undefined
}

/** The steps of a path, from the event in: event, form, group, item, as many as it has. */
export function odmSteps([event, form, group, item]: readonly Step[]): readonly OdmStep[] {
  const name = (step: Step | undefined, oid: (of: Step) => string): readonly OdmStep[] =>
    step ? [{ oid: oid(step), repeat: step.repeat }] : []
  return [
    ...name(event, (step) => oids.event(step.oid)),
    ...name(form, (step) => oids.form(step.oid)),
    ...name(group, (step) => oids.group(form?.oid ?? '', step.oid)),
    ...name(item, (step) => oids.item(form?.oid ?? '', step.oid)),
  ]
}
