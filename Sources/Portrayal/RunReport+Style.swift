extension RunReport {
    /// For the screen and for paper: cards do not break over pages, and colours are printed.
    static let style = """
        :root { --ink: #202226; --soft: #62666c; --line: #dcdcd8; --rock: #0f4c5c; --ore: #b0692f }
        * { box-sizing: border-box }
        body { margin: 0; background: #ecece8; color: var(--ink); font: 15px/1.5 "Liberation Sans", Arial, sans-serif }
        main { max-width: 1120px; margin: 0 auto; background: #fff }
        .cover { background: var(--rock); color: #fff; padding: 40px 48px 30px }
        .cover h1 { font-size: 32px; line-height: 1.2; margin: 0 0 6px } .cover p { margin: 6px 0; max-width: 75ch }
        .cover .run { color: #b9d3da; margin: 0 } .cover code { font-size: 13px }
        .key { display: flex; flex-wrap: wrap; gap: 14px 38px; margin: 24px 0 0; padding: 0; list-style: none }
        .key b { display: block; font-size: 25px; line-height: 1.1 } .key span { color: #b9d3da; font-size: 13px }
        .body { padding: 10px 48px 48px }
        h2 { font-size: 21px; margin: 38px 0 10px; padding-bottom: 5px; border-bottom: 2px solid var(--rock) }
        h3 { font-size: 15px; margin: 20px 0 6px } h4 { font-size: 13px; margin: 14px 0 4px; color: var(--rock) }
        figure { margin: 20px 0 } figcaption { color: var(--soft); font-size: 13px } img { max-width: 100%; height: auto }
        .wide { overflow-x: auto } table { border-collapse: collapse; font-size: 13px; width: 100% }
        th { text-align: left; border-bottom: 2px solid var(--ink); padding: 4px 10px 4px 0; vertical-align: bottom }
        td { border-bottom: 1px solid var(--line); padding: 5px 10px 5px 0; vertical-align: top; overflow-wrap: anywhere }
        .n { text-align: right; white-space: nowrap; overflow-wrap: normal; font-variant-numeric: tabular-nums }
        td a, dd a { color: var(--rock); white-space: nowrap } tr.off td { color: var(--soft); text-decoration: line-through }
        .hash { font: 11px/1.5 "Liberation Mono", monospace }
        .reason { display: grid; grid-template-columns: minmax(90px, 1fr) 120px 62px; gap: 8px; align-items: center; \
        font-size: 13px }
        .chance { display: inline-block; width: 74px; height: 9px; background: #e4e7e6; vertical-align: 1px; \
        margin-right: 6px } .share { white-space: nowrap } .chance i { display: block; height: 9px; background: var(--rock) }
        .card { border: 1px solid var(--line); border-top: 4px solid var(--rock); padding: 14px 20px 18px; \
        margin: 20px 0; break-inside: avoid } .card.off { border-top-color: #9a9d9f }
        .card header { display: flex; align-items: center; gap: 12px } .card h3 { font-size: 18px; margin: 0 }
        .rank { background: var(--rock); color: #fff; font-weight: bold; font-size: 17px; min-width: 34px; \
        text-align: center; padding: 3px 7px } .off .rank { background: #9a9d9f }
        .where { margin-left: auto; color: var(--soft); font-size: 13px }
        .badge { background: #efe3d6; color: #6d3f17; font-size: 12px; padding: 1px 8px } .stop { background: #f3d9d6; \
        color: #8a1f14 }
        .insets { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 14px 0 }
        .insets figure { margin: 0 } .insets img { display: block; width: 100%; max-width: 240px } .insets figcaption { font-size: 12px }
        .columns { display: grid; grid-template-columns: 1fr 1fr; gap: 0 36px }
        dl { display: grid; grid-template-columns: minmax(110px, 42%) 1fr; gap: 2px 10px; margin: 6px 0; font-size: 13px }
        dt { color: var(--soft) } dd { margin: 0; font-variant-numeric: tabular-nums }
        .value { width: 100%; max-width: 420px; display: block } .tick { font-size: 9px; text-anchor: middle; \
        fill: #62666c } .next { margin: 4px 0; font-size: 13px }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); gap: 20px }
        .charts figure { margin: 6px 0 } .charts img { width: 100% }
        .limits { border-left: 4px solid #8a6d1a; padding: 2px 16px; margin-top: 34px; background: #faf7ec }
        .short { color: #5e4a10; background: #faf7ec; padding: 8px 48px; font-size: 13px; margin: 0 }
        @media screen and (max-width: 760px) { .columns { grid-template-columns: 1fr } .cover, .body { padding-left: 18px; \
        padding-right: 18px } }
        @page { size: A4; margin: 14mm 12mm }
        @media print {
          * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
          body { background: #fff; font-size: 12px } main { max-width: none } .body { padding: 0 }
          .cover { padding: 26px 28px 22px } .cover h1 { font-size: 27px } .key b { font-size: 19px }
          .short { padding: 6px 28px } .wide { overflow: visible } table, dl, .reason { font-size: 10px }
          tr, figure { break-inside: avoid } h2, h3, h4 { break-after: avoid } .ranking table { font-size: 8px }
          .ranking .reason { grid-template-columns: 70px 60px 34px; gap: 3px; font-size: 8px }
          .ranking .reason svg { width: 60px } .card { padding: 8px 12px; margin: 10px 0; line-height: 1.25 }
          .card h4 { margin: 6px 0 2px; font-size: 11px } .card dl { gap: 1px 8px; margin: 3px 0; font-size: 9.5px }
          .body > figure img { max-height: 122mm; width: auto } .value { max-width: 300px }
          .insets { grid-template-columns: repeat(7, 1fr); gap: 6px; margin: 6px 0 } .columns { gap: 0 24px }
          .reason { grid-template-columns: 1fr 110px 44px } figure { margin: 12px 0 }
        }
        """
}
