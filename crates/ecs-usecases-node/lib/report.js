// Reports of runs. A report is JSON text; the native code knows its forms.
import { renderReport } from './native.js'

export class Report {
  #text

  constructor(text) {
    this.#text = text
  }

  toHtml() {
    return this.#render('html')
  }

  toSvg() {
    return this.#render('svg')
  }

  toMarkdown() {
    return this.#render('markdown')
  }

  toJSON() {
    return JSON.parse(this.#text)
  }

  #render(form) {
    const { ok, text } = JSON.parse(renderReport(this.#text, form))
    // Only text that is no report comes to this.
    if (ok === undefined) throw new TypeError(text)
    return ok
  }
}
