import type { StudyId } from '../../ids'
import type { StreamedSource } from '../streamed'

/** What data sets and variables are called in Dataset-JSON and Define-XML: the same in both, so that each finds the other. */
export const itemGroupOid = (dataset: string): string => `IG.${dataset}`
export const itemOid = (dataset: string, variable: string): string => `IT.${dataset}.${variable}`
export const codeListOid = (list: string): string => `CL.${list}`
export const studyOid = (study: StudyId): string => `S.${study}`
export const metaDataVersionOid = ({ study }: Pick<StreamedSource, 'study'>): string => `MDV.${study.id}`
export const DEFINE_FILE = 'define.xml'

/** `Tracer 1.2.3` is the system `Tracer` in version `1.2.3`. */
export function systemOf(app: string): { readonly name: string; readonly version: string } {
  const at = app.lastIndexOf(' ')
  return at < 0 ? { name: app, version: '0' } : { name: app.slice(0, at), version: app.slice(at + 1) }
}
