"""Shapes, parameter counts and weight layouts: twelve exercises between this kit, torch and Keras."""

from __future__ import annotations

from autograder.catalogue.layouts_mistakes import MISTAKES
from autograder.catalogue.model import Assignment, Exercise
from autograder.catalogue.text import Text

LAYOUTS = Assignment(
    name="layouts",
    title=Text("Shapes, counts and layouts", "形状、参数量与权重布局"),
    exercises=(
        Exercise(
            name="parameter_count",
            title=Text("how many parameters there are", "参数一共有多少个"),
            points=12,
            takes="kind D H layers bidirectional biases",
            returns="count",
            mistakes=MISTAKES["parameter_count"],
        ),
        Exercise(
            name="output_shapes",
            title=Text("what torch returns, by shape", "torch 返回值的形状"),
            points=12,
            takes="kind N T D H layers bidirectional batch_first",
            returns="shapes",
            mistakes=MISTAKES["output_shapes"],
        ),
        Exercise(
            name="split_gates",
            title=Text("a matrix into the blocks of its gates", "把矩阵拆成各个门的块"),
            points=5,
            takes="W:RK gates",
            returns="blocks",
            mistakes=MISTAKES["split_gates"],
        ),
        Exercise(
            name="merge_gates",
            title=Text("the blocks side by side again", "把各块重新并排"),
            points=4,
            takes="blocks",
            returns="W:RK",
            mistakes=MISTAKES["merge_gates"],
        ),
        Exercise(
            name="reorder_gates",
            title=Text("the gates in another order", "调整门的顺序"),
            points=10,
            takes="W:RK source target",
            returns="reordered:RK",
            needs=("split_gates", "merge_gates"),
            mistakes=MISTAKES["reorder_gates"],
        ),
        Exercise(
            name="to_torch",
            title=Text("the weights as torch's state dict", "把权重转成 torch 的 state dict"),
            points=11,
            takes="kind Wx:DK Wh:HK b",
            returns="state",
            mistakes=MISTAKES["to_torch"],
        ),
        Exercise(
            name="from_torch",
            title=Text("torch's state dict as weights", "由 torch 的 state dict 得到权重"),
            points=11,
            takes="kind state",
            returns="Wx:DK Wh:HK b",
            mistakes=MISTAKES["from_torch"],
        ),
        Exercise(
            name="from_keras",
            title=Text("Keras' weights as ours", "由 Keras 的权重得到本课程的权重"),
            points=12,
            takes="kind kernel:DK recurrent_kernel:HK bias",
            returns="Wx:DK Wh:HK b",
            needs=("reorder_gates",),
            mistakes=MISTAKES["from_keras"],
        ),
        Exercise(
            name="join_concat",
            title=Text("one matrix over [h, x]", "合成一个乘以 [h, x] 的矩阵"),
            points=4,
            takes="Wx:DK Wh:HK",
            returns="W:RK",
            mistakes=MISTAKES["join_concat"],
        ),
        Exercise(
            name="split_concat",
            title=Text("one matrix over [h, x] into two", "把乘以 [h, x] 的矩阵拆成两个"),
            points=4,
            takes="W:RK H",
            returns="Wx:DK Wh:HK",
            mistakes=MISTAKES["split_concat"],
        ),
        Exercise(
            name="last_valid_step",
            title=Text("the state at each sequence's true end", "每个序列真正结束处的状态"),
            points=6,
            takes="h:NTH lengths:N",
            returns="last:NH",
            mistakes=MISTAKES["last_valid_step"],
        ),
        Exercise(
            name="reverse_padded",
            title=Text("a padded batch, read backwards", "带填充的批次，从后往前读"),
            points=9,
            takes="x:NTD lengths:N",
            returns="turned:NTD",
            mistakes=MISTAKES["reverse_padded"],
        ),
    ),
)
