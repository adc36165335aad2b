import { utf8ToBytes } from '@noble/hashes/utils.js'
import { SYSTEM_USER } from '../../ids'
import { SignatureMeaning } from '../../change/change'
import type { MadeClinical, MadeSubject } from '../made'
import { type ExportSubject, codeOf } from '../source'
import type { StreamedSource } from '../streamed'
import type { OdmEdition } from './edition'
import { metadataOf, unitsOf } from './metadata'
import { oids } from './oids'
import { snapshotOf } from './snapshot'
import { transactionsOf } from './transactional'
import { XML_HEAD, open } from './xml'

export type OdmKind = 'snapshot' | 'transactional'

export interface OdmOptions {
  readonly edition: OdmEdition
  readonly kind: OdmKind
  /** FileOID of the export of this study that went before. */
  readonly prior?: string | undefined
}

/** What a whole file is called: the same for the same study, kind and instant. */
export const fileOidOf = (
  { study, asOf }: Pick<StreamedSource, 'study' | 'asOf'>,
  { edition, kind }: OdmOptions,
): string => `${study.version.study.id}.odm-${edition.version}.${kind}.${asOf}`

/**
 * An ODM file piece by piece: the study with each of its versions that something was written under, who and where, then
 * one participant after the other. No more than one of them is in memory. Same source, same bytes.
 */
export async function* odmFile(
  source: StreamedSource,
  made: AsyncIterable<MadeSubject>,
  options: OdmOptions,
): AsyncGenerator<string | Uint8Array> {
  const { edition, kind, prior } = options
  const { study, versions, asOf, app, exporter } = source
  const { id, name, title, sponsorCode } = study.version.study
  const transactional = kind === 'transactional'
  yield XML_HEAD
  yield open('ODM', {
    xmlns: edition.namespace,
    ...edition.attributes,
    FileType: transactional ? 'Transactional' : 'Snapshot',
    Granularity: 'All',
    ...archival(edition, transactional),
    FileOID: fileOidOf(source, options),
    CreationDateTime: asOf,
    PriorFileOID: prior,
    AsOfDateTime: asOf,
    ODMVersion: edition.version,
    Originator: exporter.name,
    ...systemOf(app),
  })
  yield '\n'
  const studyOid = oids.study(id)
  const front = study.under(study.id)
  yield edition.study({
    oid: studyOid,
    name,
    title,
    protocol: sponsorCode ?? id,
    units: unitsOf(versions),
    versions: versions.map(metadataOf),
  })
  yield edition.adminData({
    studyOid,
    versionOid: oids.version(front.id),
    day: asOf.slice(0, 10),
    users: usersOf(source),
    sites: source.sites.map(({ id: site, name: siteName }) => ({ oid: oids.site(site), name: siteName })),
    meanings: SignatureMeaning.options.map((meaning) => ({ oid: oids.signature(meaning), ...signing[meaning] })),
  })
  let under: string | undefined
  for await (const { clinical } of made)
    for (const { version, bytes } of clinical) {
      if (version !== under) {
        if (under !== undefined) yield '</ClinicalData>\n'
        yield `${open('ClinicalData', { StudyOID: studyOid, MetaDataVersionOID: version })}\n`
        under = version
      }
      yield bytes
    }
  if (under !== undefined) yield '</ClinicalData>\n'
  yield '</ODM>\n'
}

/** What a file says of one participant, by the version it was entered under. */
export function clinicalOf(
  { study }: Pick<StreamedSource, 'study'>,
  subject: ExportSubject,
  { edition, kind }: Pick<OdmOptions, 'edition' | 'kind'>,
): readonly MadeClinical[] {
  const transactional = kind === 'transactional'
  const parts = transactional ? transactionsOf(study, subject) : snapshotOf(study, subject)
  return [...parts].map((part) => ({
    version: oids.version(part.study.id),
    bytes: utf8ToBytes(edition.subject({ key: codeOf(subject.casebook), site: subject.site, transactional, ...part })),
  }))
}

/** An archive holds every transaction there was; the two editions say so with different words. */
function archival(edition: OdmEdition, transactional: boolean): Readonly<Record<string, string>> {
  if (!transactional) return {}
  return edition.version === '1.3.2' ? { Archival: 'Yes' } : { Context: 'Archive' }
}

/** `Tracer 1.2.3` is the system `Tracer` in version `1.2.3`. */
function systemOf(app: string) {
  const at = app.lastIndexOf(' ')
  return at < 0 ? { SourceSystem: app } : { SourceSystem: app.slice(0, at), SourceSystemVersion: app.slice(at + 1) }
}

function usersOf({ people, authors }: StreamedSource) {
  return [...new Set([...people.keys(), ...authors, SYSTEM_USER])]
    .sort()
    .map((user) => ({ oid: oids.user(user), name: people.get(user) ?? (user === SYSTEM_USER ? 'Tracer' : user) }))
}

const signing: { readonly [M in SignatureMeaning]: { readonly meaning: string; readonly reason: string } } = {
  'reviewed-adverse-event': {
    meaning: 'I have reviewed this adverse event and accept it as recorded.',
    reason: 'Review of adverse events by the investigator',
  },
  'data-correct': {
    meaning: 'The data are complete and correct.',
    reason: 'Endorsement of reported data by the investigator',
  },
  eligibility: {
    meaning: 'The participant is eligible.',
    reason: 'Confirmation of eligibility by the investigator',
  },
  'dose-release': {
    meaning: 'I release this dose.',
    reason: 'Authorisation of treatment by the investigator',
  },
}
