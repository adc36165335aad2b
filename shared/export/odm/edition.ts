import type { SiteId } from '../../ids'
import type { LocalText } from '../../study/definition'
import type { OdmMetadata } from './metadata'
import type { OdmLeaf, OdmNode } from './nodes'
import { block, leaf } from './xml'

/** What one edition of ODM writes otherwise than the other. */
export interface OdmEdition {
  readonly version: '1.3.2' | '2.0'
  readonly namespace: string
  readonly attributes: Readonly<Record<string, string>>
  /** The study element with every version in it. */
  study(study: OdmStudy): string
  adminData(admin: OdmAdmin): string
  /** One participant's part under one version, without the element around all of them. */
  subject(subject: OdmSubject): string
}

export interface OdmStudy {
  readonly oid: string
  readonly name: string
  readonly title: LocalText
  readonly protocol: string
  readonly units: readonly string[]
  readonly versions: readonly OdmMetadata[]
}

export interface OdmAdmin {
  readonly studyOid: string
  /** Day from which the sites work by the version in front. */
  readonly day: string
  readonly versionOid: string
  readonly users: readonly { readonly oid: string; readonly name: string }[]
  readonly sites: readonly { readonly oid: string; readonly name: string }[]
  readonly meanings: readonly { readonly oid: string; readonly meaning: string; readonly reason: string }[]
}

export interface OdmSubject {
  readonly key: string
  readonly site: SiteId
  readonly own: OdmLeaf['node']
  readonly nodes: readonly OdmNode[]
  /** A file of transactions says of everything what it does. */
  readonly transactional: boolean
}

const languages = ['en', 'fr', 'sv'] as const

/** A text in each of its languages. `attributes` are what the edition says besides. */
export const texts = (text: LocalText, attributes: Readonly<Record<string, string>> = {}): string =>
  languages
    .map((language) => {
      const own = text[language]
      return own === undefined ? '' : leaf('TranslatedText', { 'xml:lang': language, ...attributes }, own)
    })
    .join('')

export const yesNo = (yes: boolean): string => (yes ? 'Yes' : 'No')

/** References in the order in which they stand. */
export const refs = (name: string, key: string, all: readonly string[]): string =>
  all.map((oid, i) => block(name, { [key]: oid, OrderNumber: String(i + 1), Mandatory: 'No' })).join('')
