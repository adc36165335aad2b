import type { AwayReason, Host } from '#shared/host'
import { contextBridge, ipcRenderer } from 'electron'
import { AWAY, channelOf } from './channels'

/**
 * All that a page gets to see of Electron: `window.tracerHost`, the host's calls by name. No channel can be chosen, no
 * event object or other part of Electron gets through.
 */
const host: Host = {
  version: () => ipcRenderer.invoke(channelOf('version')),
  canSeal: () => ipcRenderer.invoke(channelOf('canSeal')),
  seal: (secret) => ipcRenderer.invoke(channelOf('seal'), secret),
  unseal: (sealed) => ipcRenderer.invoke(channelOf('unseal'), sealed),
  remember: (name, text) => ipcRenderer.invoke(channelOf('remember'), name, text),
  recall: (name) => ipcRenderer.invoke(channelOf('recall'), name),
  fuses: () => ipcRenderer.invoke(channelOf('fuses')),
  saveFile: (name, bytes) => ipcRenderer.invoke(channelOf('saveFile'), name, bytes),
  openExternal: (url) => ipcRenderer.invoke(channelOf('openExternal'), url),
  printToPdf: () => ipcRenderer.invoke(channelOf('printToPdf')),
  setBadge: (count) => ipcRenderer.invoke(channelOf('setBadge'), count),
  setPrivate: (on) => ipcRenderer.invoke(channelOf('setPrivate'), on),
  onAway: (listener) => {
    const pass = (_event: unknown, why: AwayReason) => {
      listener(why)
    }
    ipcRenderer.on(AWAY, pass)
    return () => {
      ipcRenderer.off(AWAY, pass)
    }
  },
}

contextBridge.exposeInMainWorld('tracerHost', host)
