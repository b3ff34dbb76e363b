/**
 * The body's vocabulary as the editor's document model.
 *
 * It says in ProseMirror's terms what articles/richtext/vocabulary.py says in
 * HTML: what is read here is written again the same, so that a text which was
 * only opened and saved is the same text.
 */
import {
  Blockquote,
  Bold,
  BulletList,
  Document,
  Dropcursor,
  Extension,
  Gapcursor,
  HardBreak,
  Heading,
  History,
  Italic,
  Link,
  ListItem,
  Mark,
  mergeAttributes,
  Node,
  OrderedList,
  Paragraph,
  Subscript,
  Superscript,
  Table,
  TableCell,
  TableHeader,
  TableRow,
  Text,
} from "django-prose-editor/editor"

const BLOCKS = ["paragraph", "heading", "bulletList", "orderedList", "blockquote", "table", "figure"]

/** An attribute that is read from and written to the HTML attribute of that name. */
const plain = (name, { valid = () => true, ...rest } = {}) => ({
  default: null,
  parseHTML: (element) => {
    const value = element.getAttribute(name)
    return value !== null && valid(value) ? value : null
  },
  renderHTML: (attributes) => (attributes[name] === null ? {} : { [name]: attributes[name] }),
  ...rest,
})

const numeral = (name) => plain(name, { valid: (value) => /^[1-9][0-9]*$/.test(value) })

/** Ids of blocks, and the language and direction of their text. A block split off has no id: the server gives one. */
const BlockAttributes = Extension.create({
  name: "blockAttributes",
  addOptions: () => ({ directions: [] }),
  addGlobalAttributes() {
    const direction = plain("dir", { valid: (value) => this.options.directions.includes(value) })
    return [
      { types: BLOCKS, attributes: { "data-block": plain("data-block", { keepOnSplit: false }) } },
      {
        types: [...BLOCKS, "listItem", "tableCell", "tableHeader"],
        attributes: { lang: plain("lang"), dir: direction },
      },
    ]
  },
})

/** Words in another language. */
const Language = Mark.create({
  name: "language",
  priority: 1100,
  addAttributes: () => ({ lang: plain("lang"), dir: plain("dir") }),
  parseHTML: () => [{ tag: "span[lang]" }, { tag: "span[dir]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
})

/** A person or an organisation named in the text. */
const Mention = Mark.create({
  name: "mention",
  priority: 950,
  inclusive: false,
  excludes: "mention link",
  addOptions: () => ({ pattern: "" }),
  addAttributes: () => ({ "data-mention": plain("data-mention") }),
  parseHTML() {
    const pattern = new RegExp(this.options.pattern)
    return [
      {
        tag: "span[data-mention]",
        consuming: false,
        getAttrs: (element) => (pattern.test(element.getAttribute("data-mention")) ? null : false),
      },
    ]
  },
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
})

/** Words of somebody else within a sentence; the browser sets the quotation marks of the language. */
const Quotation = Mark.create({
  name: "quotation",
  priority: 900,
  parseHTML: () => [{ tag: "q" }],
  renderHTML: () => ["q", 0],
})

/** Leave the element with this node type and go on in a new paragraph after its parent. */
const leaveBlock = (editor, name) => {
  const { $from } = editor.state.selection
  if ($from.parent.type.name !== name) return false
  const after = $from.after($from.depth - 1)
  return editor
    .chain()
    .insertContentAt(after, { type: "paragraph" })
    .setTextSelection(after + 1)
    .run()
}

/**
 * A note at this place; its text is kept here and shown at the end of the page.
 *
 * In the editor it is one piece, changed in a dialog: browsers disagree about
 * where the cursor is at the edge of editable text within a line.
 */
const Footnote = Node.create({
  name: "footnote",
  inline: true,
  group: "inline",
  content: "(text | hardBreak)*",
  atom: true,
  isolating: true,
  parseHTML: () => [{ tag: "span[data-footnote]", priority: 60 }],
  renderHTML: () => ["span", { "data-footnote": "" }, 0],
  addNodeView: () => ({ node }) => {
    const dom = document.createElement("span")
    dom.className = "richtext-footnote"
    dom.contentEditable = "false"
    dom.textContent = node.textContent
    return { dom }
  },
})

/** Who said what is quoted. */
const Attribution = Node.create({
  name: "attribution",
  content: "inline*",
  defining: true,
  parseHTML: () => [{ tag: "footer" }],
  renderHTML: () => ["footer", 0],
  addKeyboardShortcuts() {
    return { Enter: () => leaveBlock(this.editor, this.name) }
  },
})

const Quote = Blockquote.extend({
  content: "block+ attribution?",
  addAttributes: () => ({ cite: plain("cite") }),
  addCommands() {
    return {
      ...this.parent?.(),
      attributeQuote:
        () =>
        ({ state, chain }) => {
          const { $from } = state.selection
          for (let depth = $from.depth; depth > 0; depth--) {
            const quote = $from.node(depth)
            if (quote.type.name !== this.name) continue
            const end = $from.end(depth)
            if (quote.lastChild.type.name === "attribution") {
              return chain().setTextSelection(end - 1).run()
            }
            return chain()
              .insertContentAt(end, { type: "attribution" }, { updateSelection: false })
              .setTextSelection(end + 1)
              .run()
          }
          return false
        },
    }
  },
})

/** An image at an address, or one of the newsroom's own by its number: what that shows is said in the library. */
const Picture = Node.create({
  name: "picture",
  draggable: true,
  addOptions: () => ({ thumbnail: null, label: "", number: "" }),
  addAttributes() {
    const number = new RegExp(this.options.number)
    return {
      "data-image": plain("data-image", { valid: (value) => number.test(value) }),
      src: plain("src"),
      alt: plain("alt", { default: "" }),
      width: numeral("width"),
      height: numeral("height"),
    }
  },
  parseHTML: () => [
    { tag: "img[data-image]" },
    {
      tag: "img[src]",
      getAttrs: (element) => (/^\s*(data|blob|file):/i.test(element.getAttribute("src")) ? false : null),
    },
  ],
  renderHTML: ({ HTMLAttributes }) => {
    const number = HTMLAttributes["data-image"]
    return ["img", number ? { "data-image": number } : HTMLAttributes]
  },
  addNodeView() {
    const { thumbnail, label } = this.options
    return ({ node }) => {
      const { "data-image": number, ...attributes } = node.attrs
      const dom = document.createElement("img")
      if (number) {
        dom.alt = `${label} ${number}`
        dom.dataset.image = number
        if (thumbnail) dom.src = thumbnail.replace(/\/0\//, `/${number}/`)
      } else {
        for (const [name, value] of Object.entries(attributes)) if (value !== null) dom.setAttribute(name, value)
      }
      return { dom }
    }
  },
})

const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "picture figureCaption?",
  draggable: true,
  isolating: true,
  parseHTML: () => [{ tag: "figure" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, 0],
})

const FigureCaption = Node.create({
  name: "figureCaption",
  content: "inline*",
  isolating: true,
  parseHTML: () => [{ tag: "figcaption" }],
  renderHTML: () => ["figcaption", 0],
  addKeyboardShortcuts() {
    return { Enter: () => leaveBlock(this.editor, this.name) }
  },
})

/**
 * A table whose caption is an attribute: ProseMirror takes every child of a
 * table for a row. Tab does not move between cells, nor does it indent list
 * items: it leaves the editor, as everywhere on a page.
 */
const CaptionedTable = Table.extend({
  addAttributes: () => ({
    caption: {
      default: null,
      parseHTML: (element) => element.querySelector(":scope > caption")?.textContent.trim() || null,
      renderHTML: ({ caption }) => (caption ? { "data-caption": caption } : {}),
    },
  }),
  parseHTML: () => [{ tag: "table" }, { tag: "caption", ignore: true }],
  renderHTML({ node, HTMLAttributes }) {
    const { "data-caption": _shown, ...attributes } = HTMLAttributes
    const { caption } = node.attrs
    return ["table", attributes, ...(caption ? [["caption", caption]] : []), ["tbody", 0]]
  },
  addKeyboardShortcuts() {
    const { Tab: _tab, "Shift-Tab": _shiftTab, ...rest } = this.parent?.() ?? {}
    return rest
  },
})

const cellAttributes = () => ({
  colspan: { default: 1 },
  rowspan: { default: 1 },
  // ProseMirror's tables ask for it; widths are the stylesheet's affair.
  colwidth: { default: null, rendered: false },
})
const Cell = TableCell.extend({ addAttributes: cellAttributes })
const HeaderCell = TableHeader.extend({
  addOptions() {
    return { ...this.parent?.(), scopes: [] }
  },
  addAttributes() {
    const valid = (value) => this.options.scopes.includes(value)
    return { ...cellAttributes(), scope: plain("scope", { valid }) }
  },
})

const Item = ListItem.extend({
  addKeyboardShortcuts() {
    const { Tab: sink, "Shift-Tab": lift, ...rest } = this.parent?.() ?? {}
    return { ...rest, "Mod-]": sink, "Mod-[": lift }
  },
})

const Numbered = OrderedList.extend({
  addOptions() {
    return { ...this.parent?.(), enableListAttributes: false, types: [] }
  },
  addAttributes() {
    return {
      start: {
        default: 1,
        parseHTML: (element) => Number.parseInt(element.getAttribute("start"), 10) || 1,
        renderHTML: ({ start }) => (start === 1 ? {} : { start }),
      },
      type: plain("type", { valid: (value) => this.options.types.includes(value) }),
    }
  },
  addNodeView: () => null,
})

/** Headings of the page's own level or below the vocabulary's become the nearest one. */
const NearestHeading = Heading.extend({
  parseHTML() {
    const { levels } = this.options
    return [1, 2, 3, 4, 5, 6].map((level) => ({
      tag: `h${level}`,
      attrs: { level: Math.min(Math.max(level, levels[0]), levels.at(-1)) },
    }))
  },
})

const Address = Link.extend({
  addAttributes: () => ({ href: plain("href") }),
  renderHTML: ({ HTMLAttributes }) => ["a", mergeAttributes(HTMLAttributes), 0],
  // The dialogs and their keys are the toolbar's.
  addKeyboardShortcuts: () => ({}),
})

/** The extensions that make up the vocabulary, marks outermost first. */
export const extensions = (vocabulary, labels = {}, library = null) => [
  Document,
  Text,
  Paragraph,
  HardBreak,
  NearestHeading.configure({ levels: vocabulary.headings }),
  BulletList,
  Numbered.configure({ types: vocabulary.listTypes }),
  Item,
  Quote,
  Attribution,
  CaptionedTable,
  TableRow,
  HeaderCell.configure({ scopes: vocabulary.scopes }),
  Cell,
  Figure,
  FigureCaption,
  Picture.configure({ number: vocabulary.image, thumbnail: library?.thumbnail ?? null, label: labels.imageNumber }),
  Footnote,
  Language,
  Address.configure({
    openOnClick: false,
    defaultProtocol: "https",
    protocols: vocabulary.linkSchemes.filter((scheme) => !/^https?$|^mailto$|^tel$/.test(scheme)),
    isAllowedUri: (uri) => {
      const scheme = /^\s*([^/?#:]*):/.exec(uri)
      return Boolean(uri) && (!scheme || vocabulary.linkSchemes.includes(scheme[1].toLowerCase()))
    },
  }),
  Mention.configure({ pattern: vocabulary.mention }),
  Quotation,
  Bold,
  Italic,
  Subscript,
  Superscript,
  BlockAttributes.configure({ directions: vocabulary.directions }),
  Dropcursor,
  Gapcursor,
  History,
]
