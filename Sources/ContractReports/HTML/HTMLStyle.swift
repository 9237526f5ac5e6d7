/// The look of the HTML pages.
enum HTMLStyle {
    private static let light = """
        --bg:#f5f3ee;--card:#fffefb;--ink:#20242a;--soft:#5f6772;--line:#e2dfd6;--wash:#efece4;--gold:#94701c;--pass:#1b7f4b;\
        --fail:#c02c46;--undecided:#a96300;--excused:#2a68ad;--unsupported:#6a55c4;--skipped:#6f7883;--shade:0 1px 2px rgba(40,30,0,.06),0 8px 24px -16px rgba(40,30,0,.25)
        """
    private static let dark = """
        --bg:#131619;--card:#1b1f24;--ink:#e9e6df;--soft:#a0a8b2;--line:#2c323a;--wash:#232930;--gold:#e3c06a;--pass:#4fc48c;\
        --fail:#ff7186;--undecided:#f0b251;--excused:#72b3f6;--unsupported:#ac9dff;--skipped:#929ba6;--shade:0 1px 2px rgba(0,0,0,.4)
        """

    static let sheet = """
        :root{color-scheme:light;\(light)}
        @media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;\(dark)}}
        :root[data-theme=dark]{color-scheme:dark;\(dark)}
        *{box-sizing:border-box}
        html{scroll-padding-top:5.5rem}
        body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK SC",sans-serif}
        main,header,footer{max-width:68rem;margin:0 auto;padding:0 1.25rem}
        code,pre,.mono{font-family:ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.86em}
        a{color:inherit}
        h1,h2,h3,p,dl,dd,ul{margin:0;padding:0}
        .banner{display:flex;align-items:center;gap:.75rem;padding:1.1rem 0}
        .brand{display:flex;align-items:center;gap:.5rem;color:var(--gold);letter-spacing:.02em}
        .stamp{width:1.7rem;height:1.7rem}
        .kind{color:var(--soft);flex:1}
        button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.25rem .6rem;cursor:pointer}
        button:hover{border-color:var(--soft)}
        :focus-visible{outline:2px solid var(--gold);outline-offset:2px}
        .card{background:var(--card);border:1px solid var(--line);border-radius:.9rem;box-shadow:var(--shade)}
        .hero{padding:1.5rem 1.75rem;border-top:4px solid var(--tone)}
        .hero h1{font-size:1.9rem;line-height:1.2;letter-spacing:-.01em;color:var(--tone)}
        .hero p{font-size:1.05rem;margin-top:.35rem}
        .notice{margin-top:.75rem;padding:.5rem .8rem;border-left:3px solid var(--undecided);background:var(--wash);border-radius:.3rem}
        .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(14rem,1fr));gap:.7rem 1.5rem;margin-top:1.2rem;padding-top:1.1rem;border-top:1px solid var(--line)}
        @media (min-width:40rem){.facts div:first-child{grid-column:span 2}.charts{grid-template-columns:1fr 1fr}}
        dt{color:var(--soft);font-size:.78rem}
        dd{overflow-wrap:anywhere}
        .t-pass{--tone:var(--pass)}.t-fail{--tone:var(--fail)}.t-undecided{--tone:var(--undecided)}.t-excused{--tone:var(--excused)}
        .t-unsupported{--tone:var(--unsupported)}.t-skipped{--tone:var(--skipped)}.t-gold{--tone:var(--gold)}
        .levels{display:grid;grid-template-columns:minmax(4rem,auto) minmax(3rem,1fr) auto;gap:.45rem .9rem;align-items:center;margin-top:1.2rem}
        .bar{display:flex;height:.7rem;border-radius:.35rem;overflow:hidden;background:var(--wash);gap:1px}
        .bar i{background:var(--tone);min-width:3px;display:block}
        .levels .n{color:var(--soft);font-size:.85rem;font-variant-numeric:tabular-nums}
        section{margin-top:1.6rem}
        section h2{font-size:1.02rem;display:flex;align-items:center;gap:.8rem;margin-bottom:.5rem}
        section h2 .bar{width:7rem;height:.45rem}
        section h2 .n{font-weight:400;color:var(--soft);font-size:.85rem}
        .tools{position:sticky;top:0;z-index:2;display:flex;flex-wrap:wrap;gap:.4rem .5rem;align-items:center;padding:.7rem 0;margin-top:1.2rem;background:var(--bg)}
        .tools input{flex:1 1 100%;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.35rem .7rem;min-width:0}
        .chip{border-radius:2rem;padding:.2rem .7rem;font-size:.86rem;white-space:nowrap}
        .chip[data-v]{color:var(--tone)}
        .chip[aria-pressed=true]{background:var(--ink);color:var(--bg);border-color:var(--ink)}
        .chip[data-v][aria-pressed=true]{background:var(--tone);border-color:var(--tone);color:var(--card)}
        #shown{color:var(--soft);font-size:.85rem;margin-left:auto}
        .list{overflow:hidden}
        details.rule{border-top:1px solid var(--line)}
        details.rule:first-child{border-top:0}
        details.rule>summary{display:grid;grid-template-columns:1.2rem 1fr auto;gap:.1rem .7rem;padding:.6rem 1rem;cursor:pointer;list-style:none;align-items:start}
        details.rule>summary:focus-visible{outline-offset:-2px}
        summary::-webkit-details-marker{display:none}
        details.rule>summary:hover{background:var(--wash)}
        details.rule[open]>summary{background:var(--wash)}
        .mark{color:var(--tone);font-weight:700;text-align:center}
        .what{overflow-wrap:anywhere}
        .what small{display:block;color:var(--soft)}
        .side{display:flex;gap:.5rem;align-items:center;color:var(--soft);font-size:.82rem;white-space:nowrap;font-variant-numeric:tabular-nums}
        .level{border:1px solid var(--line);border-radius:.4rem;padding:0 .4rem;font-size:.76rem}
        .inside{padding:.3rem 1rem 1rem 2.9rem}
        .about{color:var(--soft);font-size:.85rem;overflow-wrap:anywhere}
        .case{margin-top:.7rem;border-left:3px solid var(--tone);padding:.1rem 0 .1rem .8rem}
        .case.quiet{margin-top:.25rem}
        .case>p{overflow-wrap:anywhere}
        .case b{font-weight:600}
        .case .word{color:var(--tone);font-size:.82rem;font-weight:600}
        .see{display:grid;grid-template-columns:5.5rem minmax(0,1fr);gap:.15rem .8rem;margin:.4rem 0;padding:.55rem .8rem;background:var(--wash);border-radius:.5rem}
        .see dt{padding-top:.1rem}
        .see .got{color:var(--fail)}
        .see .want{color:var(--pass)}
        details.x{margin-top:.3rem}
        details.x>summary{cursor:pointer;color:var(--soft);font-size:.86rem;overflow-wrap:anywhere;list-style:none}
        details.x>summary:before{content:"▸";display:inline-block;width:1rem}
        details.x[open]>summary:before{content:"▾"}
        .answer{color:var(--ink)}
        .answer:before{content:"→ ";color:var(--soft);font-weight:400}
        pre{margin:.35rem 0;padding:.7rem .9rem;background:var(--bg);border:1px solid var(--line);border-radius:.5rem;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere;max-height:28rem;line-height:1.45}
        .sent{color:var(--excused)}.came{color:var(--ink)}.lost{color:var(--fail)}
        .curl{position:relative}
        .curl pre{padding-right:4.5rem}
        .curl button{position:absolute;top:.35rem;right:.4rem;font-size:.78rem;padding:.1rem .5rem}
        .none{color:var(--soft);padding:2rem;text-align:center}
        ul.plain{list-style:none}
        .alert{padding:1rem 1.25rem;margin-top:1rem;border-left:4px solid var(--tone)}
        .alert h2{font-size:1rem;margin-bottom:.3rem}
        .alert li{padding:.2rem 0;overflow-wrap:anywhere}
        .alert a{text-decoration:none}.alert a:hover{text-decoration:underline}
        footer{color:var(--soft);font-size:.84rem;padding-top:2rem;padding-bottom:3rem}
        kbd{border:1px solid var(--line);border-bottom-width:2px;border-radius:.3rem;padding:0 .35rem;background:var(--card);font-size:.8rem}
        .charts{display:grid;gap:1rem;margin-top:1rem}
        .inside .charts,.inside .charts.charts{grid-template-columns:repeat(auto-fill,minmax(13rem,17rem));margin-top:.6rem}
        .inside .chart{background:var(--bg);box-shadow:none}
        .inside .chart h3 b{font-size:1rem}
        .inside .chart text{font-size:15px}
        .chart{padding:1rem 1.1rem .7rem}
        .chart h3{font-size:.86rem;font-weight:600;color:var(--soft);display:flex;justify-content:space-between;align-items:baseline}
        .chart h3 b{white-space:nowrap;font-size:1.35rem;color:var(--ink);font-variant-numeric:tabular-nums}
        .chart svg{width:100%;height:auto;display:block;margin-top:.5rem;overflow:visible}
        .chart text{fill:var(--soft);font-size:9px}
        .line{fill:none;stroke:var(--tone);stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .area{fill:var(--tone);opacity:.1}
        .grid{stroke:var(--line);stroke-width:1}
        .dot{fill:var(--card);stroke:var(--tone);stroke-width:1.500}
        .dot.last{fill:var(--tone)}
        .cell{fill:var(--tone)}
        .strip{height:1.1rem;vertical-align:middle}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.7rem;margin-top:1rem}
        .tile{padding:.7rem .9rem;border-top:3px solid var(--tone)}
        .tile b{display:block;font-size:1.5rem;line-height:1.2;color:var(--tone);font-variant-numeric:tabular-nums}
        .tile span{color:var(--soft);font-size:.84rem}
        .zeros{color:var(--soft);font-size:.84rem;margin-top:.7rem}
        .pair{display:grid;grid-template-columns:1fr auto 1fr;gap:1rem;align-items:center;margin-top:1.1rem;padding-top:1rem;border-top:1px solid var(--line)}
        .pair small{color:var(--soft);display:block;overflow-wrap:anywhere}
        .pair b{color:var(--tone)}
        table.matrix{border-collapse:separate;border-spacing:0;width:100%;font-size:.9rem}
        .scroll{overflow:auto;max-height:80vh}
        .matrix th,.matrix td{padding:.4rem .7rem;border-top:1px solid var(--line);text-align:center;vertical-align:top}
        .matrix thead th{position:sticky;top:0;background:var(--card);border-top:0;border-bottom:2px solid var(--line);z-index:1}
        .matrix th:first-child,.matrix td:first-child{text-align:left;overflow-wrap:anywhere;min-width:16rem}
        .matrix td small{display:block;color:var(--soft)}
        table.plain{border-collapse:collapse;width:100%;font-size:.9rem}
        .plain th,.plain td{padding:.4rem 1rem;border-top:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:anywhere}
        .plain thead th{border-top:0;color:var(--soft);font-weight:600;font-size:.8rem}
        .mutant{display:grid;grid-template-columns:1.2rem minmax(0,1fr);gap:0 .5rem;padding:.2rem 0}
        .mutant p{overflow-wrap:anywhere}
        .pill,.levels .pill{color:var(--tone);font-weight:600;white-space:nowrap}
        [hidden]{display:none!important}
        @media (max-width:40rem){main,header,footer{padding:0 .8rem}.inside{padding-left:1rem}.hero{padding:1.1rem}.hero h1{font-size:1.5rem}.see{grid-template-columns:1fr}
        .facts{grid-template-columns:1fr;gap:.35rem}.facts div{display:grid;grid-template-columns:6rem minmax(0,1fr);align-items:baseline}
        details.rule>summary{grid-template-columns:1.2rem 1fr;padding:.6rem .8rem}.side{grid-column:2;flex-wrap:wrap}
        .pair{grid-template-columns:1fr;gap:.6rem}.pair>span{display:none}
        section h2{flex-wrap:wrap;gap:.2rem .8rem}
        .matrix th,.matrix td{padding:.4rem .3rem}.matrix th:first-child,.matrix td:first-child{min-width:9rem}
        .matrix thead th{font-size:.76rem;min-width:3.4rem;overflow-wrap:break-word}.matrix .word{display:none}.plain th,.plain td{padding:.4rem .6rem}}
        @media print{body{background:#fff;font-size:11px}.tools,button,#theme{display:none!important}.card{box-shadow:none;break-inside:auto}.scroll{max-height:none;overflow:visible}details.rule>summary,.case{break-inside:avoid}pre{max-height:none}}
        """
}
