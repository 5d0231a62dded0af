"""What a generated folder says to its reader, in both languages."""

from __future__ import annotations

from autograder.catalogue import Text

STUB = Text("exercise {name} ({points} points): {title}", "练习 {name}（{points} 分）：{title}")
TASK = Text("**Exercise: `{name}`** ({points} points): {title}.", "**练习：`{name}`**（{points} 分）：{title}。")
GIVEN = Text(
    "Write what raises NotImplementedError; the rest is given. `{helpers}` says which argument does not fit.",
    "把抛出 NotImplementedError 的地方写完，其余代码已经给出。`{helpers}` 会指出哪个参数不符合要求。",
)

TESTS = Text(
    """\
The visible tests of {file}.

`pytest` runs them all, `pytest -x` stops at the first that fails, `pytest -k test_{first}` runs those of one exercise.
A fixed example shows what a right answer is. The hidden tests try many more shapes and values.
""",
    """\
{file} 的可见测试。

`pytest` 运行全部，`pytest -x` 遇到第一个失败就停下，`pytest -k test_{first}` 只运行一道练习的测试。
固定的例子给出正确结果的样子；隐藏测试还会尝试更多的形状和数值。
""",
)
HEADING = Text("{name} ({points} points): {title}", "{name}（{points} 分）：{title}")

# The sentence of each kind of generated test.
SHAPES = Text("Every result has the shape it should have.", "每个结果的形状都对。")
EXAMPLE = Text("A fixed example comes out right.", "固定的例子结果正确。")
GRADIENTS = Text(
    "The gradients agree with finite differences of your own {forward}.", "梯度与你自己的 {forward} 的有限差分一致。"
)
LARGE = Text("Large inputs give finite answers, without a warning.", "输入很大时，结果仍然有限，也没有警告。")
REFUSAL = Text("Bad input raises a ValueError that names it.", "错误的输入会抛出 ValueError，并指明是哪个参数。")
MANNERS = Text(
    "The arguments are left alone, and a second call answers the same.", "参数不被修改，第二次调用结果相同。"
)

# What `checks.py` says, by the name it has there.
SAYS = {
    "missing": Text("{file} has no function {name}", "{file} 里没有函数 {name}"),
    "unwritten": Text("not written yet: {name} ({points} points)", "还没有写：{name}（{points} 分）"),
    "needs": Text("{name} needs {other}: write that first", "{name} 要用到 {other}：请先写好它"),
    "count": Text(
        "{name} returns {got}, expected {n} results: {want}", "{name} 返回的是{got}，应为 {n} 个结果：{want}"
    ),
    "kind": Text("{name} is {got}, expected {want}", "{name} 是{got}，应为{want}"),
    "entry": Text(
        "{name} is {got}, expected {want} ({wrong} of {total} entries are wrong)",
        "{name} 为 {got}，应为 {want}（{total} 个元素中有 {wrong} 个不对）",
    ),
    "also": Text("also wrong: {names}", "同样不对：{names}"),
    "number": Text("{name} is {got}, expected {want}", "{name} 为 {got}，应为 {want}"),
    "shape": Text("{name} has shape {got}, expected {want}", "{name} 的形状是 {got}，应为 {want}"),
    "numeric": Text(
        "expected: what finite differences of your own {forward} give", "应为的值：由你自己的 {forward} 的有限差分得出"
    ),
    "accepted": Text(
        "{name} accepts {bad}, expected a ValueError that names {names}",
        "{name} 接受了 {bad}，应抛出 ValueError 并指明 {names}",
    ),
    "other": Text(
        "{name} raises {error} for {bad}, expected a ValueError that names {names}",
        "对于 {bad}，{name} 抛出了 {error}，应抛出 ValueError 并指明 {names}",
    ),
    "unnamed": Text(
        "{name} refuses {bad} with the words {message!r}, expected words that name {names}",
        "对于 {bad}，{name} 的报错是 {message!r}，其中应指明 {names}",
    ),
    "bad": Text("{name} of shape {shape}", "形状为 {shape} 的 {name}"),
    "or": Text(" or ", " 或 "),
    "changed": Text("{name} changes its argument {argument} in place", "{name} 就地修改了参数 {argument}"),
    "unsteady": Text(
        "{result} is different when {name} is called a second time", "再次调用 {name} 时，{result} 与第一次不同"
    ),
    "warned": Text("{name} makes NumPy warn: {warning}", "{name} 触发了 NumPy 警告：{warning}"),
    "infinite": Text("{name} is not finite", "{name} 含有无穷大或 NaN"),
    "gradient": Text("the gradient of {what}", "{what} 的梯度"),
    "argument": Text("argument {k}", "第 {k} 个参数"),
    "given": Text("arguments of shapes {shapes}", "形状为 {shapes} 的参数"),
    "unreached": Text("no gradient reaches {what}", "梯度没有传到 {what}"),
    "nothing": Text("nothing", "无"),
    "besides": Text("{place} is a parameter too many", "多了一个参数 {place}"),
    "tensors": Text("losses holds tensors, expected floats", "losses 里是张量，应为浮点数"),
    "hint": Text("hint: {hint}", "提示：{hint}"),
    "array": Text("a {dtype} array of shape {shape}", "形状为 {shape} 的 {dtype} 数组"),
    "sequence": Text("a sequence of {n}", "长度为 {n} 的序列"),
    "dict": Text("a dict of {keys}", "键为 {keys} 的字典"),
    "thing": Text("a {kind}", " {kind} 对象"),
    "raised": Text("{error} (line {line} of {file})", "{error}（{file} 第 {line} 行）"),
    "passed": Text("all {total} visible tests pass", "{total} 项可见测试全部通过"),
    "failed": Text(
        "{name}: {failed} of {total} visible tests fail", "{name}：{total} 项可见测试中有 {failed} 项未通过"
    ),
    "unknown": Text("there is no exercise {name!r} here, only {names}", "这里没有练习 {name!r}，只有 {names}"),
}
