extension ContactRecord {
    /// The page's one style: for a screen, and for A4.
    static let style: HTMLText = """

        :root { --ink: #26211b; --soft: #5f564c; --line: #d8cdbf; --paper: #fffdf9; \
        --ground: #faf6ef; --accent: #0a5f59; --wash: #eef4f1; color-scheme: light; }
        * { box-sizing: border-box; }
        html { font: 17px/1.5 system-ui, "Noto Sans", "Noto Sans Bengali", sans-serif; \
        background: var(--ground); color: var(--ink); }
        body { margin: 0; }
        main { max-width: 52rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; background: var(--paper); }
        h1 { font-size: 1.7rem; line-height: 1.2; margin: .1rem 0 .4rem; }
        h2 { font-size: 1.2rem; margin: 2.2rem 0 .4rem; padding-bottom: .25rem; \
        border-bottom: 2px solid var(--accent); break-after: avoid; }
        p { margin: 0 0 .3rem; }
        .kind { color: var(--accent); font-weight: 600; }
        .when { font-size: 1.1rem; }
        .outcome { font-weight: 600; }
        .how, .nothing, .source, .number { color: var(--soft); }
        .how { margin-top: .8rem; max-width: 44rem; }
        .late { border: 2px solid var(--ink); padding: .4rem .8rem; margin-top: .6rem; }
        dl { margin: 0; }
        .field { display: grid; grid-template-columns: 15rem 1fr; gap: .2rem 1.4rem; \
        padding: .55rem 0; border-bottom: 1px solid var(--line); break-inside: avoid; }
        dt { font-weight: 600; padding-left: 1.7rem; position: relative; }
        dd { margin: 0; min-width: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
        .source { display: block; font-weight: 400; font-size: .82rem; }
        .number { position: absolute; left: 0; top: .2em; font-weight: 400; font-size: .82rem; }
        .proof dt { padding-left: 0; }
        .staff { font-weight: 400; font-size: .78rem; border: 1px solid var(--soft); \
        border-radius: 4px; padding: 0 .3rem; white-space: nowrap; }
        .entry { font-size: .75rem; color: var(--accent); border: 1px solid var(--line); \
        border-radius: 4px; padding: 0 .3rem; background: var(--wash); white-space: nowrap; }
        .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; \
        clip-path: inset(50%); white-space: nowrap; }
        blockquote { margin: .2rem 0; padding: .1rem 0 .1rem .9rem; \
        border-left: 3px solid var(--accent); white-space: pre-wrap; unicode-bidi: isolate; \
        font-size: 1.05rem; }
        dd > p { unicode-bidi: isolate; }
        .nothing { font-size: .88rem; margin-top: .5rem; }
        .reflection { background: var(--ground); padding: .1rem 1rem .8rem; margin-top: 2rem; }
        code { font-size: .78rem; overflow-wrap: anywhere; }
        .proof p { max-width: 44rem; margin-bottom: .6rem; }
        .proof dl { margin-bottom: .8rem; }
        @media (max-width: 40rem) { .field { grid-template-columns: 1fr; } }
        @page { size: A4; margin: 18mm 16mm 20mm; @bottom-right { content: counter(page) " / " \
        counter(pages); font: 9pt system-ui, sans-serif; } }
        @media print { html { font-size: 10.5pt; background: none; } main { padding: 0; \
        max-width: none; background: none; } .field { grid-template-columns: 5.2cm 1fr; } \
        .reflection { border: 1px solid var(--line); } }

        """
}
