// Runs in the page, in its two worlds: the page's own (`main`) and the preload's (`preload`), which share nothing but
// the events of the window. Their names carry a token that the page never sees. Events are synchronous, so a call that
// answers at once can, and one that answers later comes back as a promise.
;({
  /** Makes what the preload exposes appear on window, before any script of the page runs. */
  main(token) {
    const fire = window.dispatchEvent.bind(window)
    const Message = CustomEvent
    const answers = new Map()
    const callbacks = new Map()
    let last = 0

    const pack = (value) => {
      if (typeof value !== 'function') return { value }
      callbacks.set(++last, value)
      return { callback: last }
    }
    const unpack = (packed) => ('callable' in packed ? caller({ callable: packed.callable }) : packed.value)
    const caller =
      (target) =>
      (...args) => {
        const id = ++last
        fire(new Message(`${token}:to-preload`, { detail: { ...target, id, args: args.map(pack) } }))
        const answer = answers.get(id)
        answers.delete(id)
        // A value that cannot cross from one world to the other arrives as no event at all.
        if (!answer) throw new Error('An object could not be cloned.')
        if (answer.error !== undefined) throw new Error(answer.error)
        return answer.later ? new Promise((resolve, reject) => answers.set(id, { resolve, reject })) : unpack(answer)
      }

    window.addEventListener(`${token}:to-main`, ({ detail: message }) => {
      if (message.expose) {
        const api = Object.fromEntries(message.names.map((name) => [name, caller({ api: message.expose, name })]))
        Object.defineProperty(window, message.expose, { value: Object.freeze(api), enumerable: true })
      } else if (message.callback) callbacks.get(message.callback)?.(...message.args)
      else if (!message.settles) answers.set(message.id, message)
      else {
        const { resolve, reject } = answers.get(message.id)
        answers.delete(message.id)
        if (message.error === undefined) resolve(unpack(message))
        else reject(new Error(message.error))
      }
    })
  },

  /** What a sandboxed preload may require. `send` carries a text to the main process. */
  preload(token, send) {
    const apis = {}
    const callables = new Map()
    const waiting = new Map()
    const listeners = new Map()
    let last = 0

    const fire = (detail) => window.dispatchEvent(new CustomEvent(`${token}:to-main`, { detail }))
    const textOf = (error) => String(error?.message ?? error)
    const pack = (value) => {
      if (typeof value !== 'function') return { value }
      callables.set(++last, value)
      return { callable: last }
    }
    const unpack = (packed) =>
      'callback' in packed ? (...args) => fire({ callback: packed.callback, args }) : packed.value

    window.addEventListener(`${token}:to-preload`, ({ detail: { id, api, name, callable, args } }) => {
      try {
        const call = callable === undefined ? apis[api][name] : callables.get(callable)
        const result = call(...args.map(unpack))
        if (typeof result?.then !== 'function') return fire({ id, ...pack(result) })
        fire({ id, later: true })
        result.then(
          (value) => fire({ id, settles: true, ...pack(value) }),
          (error) => fire({ id, settles: true, error: textOf(error) }),
        )
      } catch (error) {
        fire({ id, error: textOf(error) })
      }
    })

    // Texts that go to and from the main process: JSON, with bytes and nothing marked as such.
    const write = (value) =>
      JSON.stringify(value, (_key, part) => {
        if (part === undefined) return { $: 'undefined' }
        return part instanceof Uint8Array
          ? { $: 'bytes', base64: btoa(Array.from(part, (b) => String.fromCharCode(b)).join('')) }
          : part
      })
    const read = (text) =>
      JSON.parse(text, (_key, part) =>
        part?.$ === 'bytes' ? Uint8Array.from(atob(part.base64), (c) => c.charCodeAt(0)) : part,
      )

    globalThis.__fromMainProcess = (text) => {
      const { id, channel, value, error } = read(text)
      if (channel !== undefined) return (listeners.get(channel) ?? []).forEach((listener) => listener({}, value))
      const { resolve, reject } = waiting.get(id)
      waiting.delete(id)
      if (error === undefined) resolve(value)
      else reject(new Error(error))
    }
    send(write({ hello: true }))

    const electron = {
      contextBridge: {
        exposeInMainWorld(key, api) {
          apis[key] = api
          fire({ expose: key, names: Object.keys(api) })
        },
      },
      ipcRenderer: {
        invoke: (channel, ...args) =>
          new Promise((resolve, reject) => {
            waiting.set(++last, { resolve, reject })
            send(write({ id: last, channel, args }))
          }),
        on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
        off: (channel, listener) =>
          listeners.set(
            channel,
            (listeners.get(channel) ?? []).filter((other) => other !== listener),
          ),
      },
    }
    return (name) => {
      if (name !== 'electron') throw new Error(`A sandboxed preload cannot require ${name}.`)
      return electron
    }
  },
})
