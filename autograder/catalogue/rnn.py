"""The vanilla RNN: twelve exercises, from softmax to hello -> ohlol."""

from __future__ import annotations

from autograder.catalogue.model import Assignment, Exercise
from autograder.catalogue.rnn_mistakes import MISTAKES
from autograder.catalogue.text import Text

RNN = Assignment(
    name="rnn",
    title=Text("The vanilla RNN", "普通循环神经网络"),
    exercises=(
        Exercise(
            name="softmax",
            title=Text("softmax along the last axis", "沿最后一轴的 softmax"),
            points=4,
            takes="scores:NTC",
            returns="probabilities:NTC",
            mistakes=MISTAKES["softmax"],
        ),
        Exercise(
            name="rnn_step_forward",
            title=Text("one step forward", "前向一步"),
            points=6,
            takes="x:ND h_prev:NH Wx:DH Wh:HH b:H",
            returns="h:NH cache",
            mistakes=MISTAKES["rnn_step_forward"],
        ),
        Exercise(
            name="rnn_step_backward",
            title=Text("one step backward", "反向一步"),
            points=10,
            takes="dh:NH cache",
            returns="dx:ND dh_prev:NH dWx:DH dWh:HH db:H",
            after="rnn_step_forward",
            mistakes=MISTAKES["rnn_step_backward"],
        ),
        Exercise(
            name="rnn_forward",
            title=Text("the whole sequence forward", "整个序列的前向"),
            points=10,
            takes="x:NTD h0:NH Wx:DH Wh:HH b:H",
            returns="h:NTH cache",
            needs=("rnn_step_forward",),
            mistakes=MISTAKES["rnn_forward"],
        ),
        Exercise(
            name="rnn_backward",
            title=Text("back-propagation through time", "随时间反向传播（BPTT）"),
            points=20,
            takes="dh:NTH cache",
            returns="dx:NTD dh0:NH dWx:DH dWh:HH db:H",
            after="rnn_forward",
            needs=("rnn_step_backward",),
            mistakes=MISTAKES["rnn_backward"],
        ),
        Exercise(
            name="time_distributed_forward",
            title=Text("one dense layer at every step", "每一步共用的全连接层"),
            points=6,
            takes="x:NTD Wy:DC by:C activation",
            returns="y:NTC cache",
            mistakes=MISTAKES["time_distributed_forward"],
        ),
        Exercise(
            name="time_distributed_backward",
            title=Text("the dense layer backward", "全连接层的反向"),
            points=8,
            takes="dy:NTC cache",
            returns="dx:NTD dWy:DC dby:C",
            after="time_distributed_forward",
            mistakes=MISTAKES["time_distributed_backward"],
        ),
        Exercise(
            name="sequence_cross_entropy",
            title=Text("cross-entropy over a padded sequence", "带填充序列的交叉熵"),
            points=10,
            takes="scores:NTC labels:NT mask:NT",
            returns="loss dscores:NTC",
            needs=("softmax",),
            mistakes=MISTAKES["sequence_cross_entropy"],
        ),
        Exercise(
            name="stacked_rnn_forward",
            title=Text("layers on top of one another", "多层堆叠"),
            points=8,
            takes="x:NTD h0 layers",
            returns="h:NTH h_last",
            needs=("rnn_forward",),
            mistakes=MISTAKES["stacked_rnn_forward"],
        ),
        Exercise(
            name="bidirectional_rnn_forward",
            title=Text("reading in both directions", "双向读取"),
            points=8,
            takes="x:NTD forward backward",
            returns="h:NTK cache",
            needs=("rnn_forward",),
            mistakes=MISTAKES["bidirectional_rnn_forward"],
        ),
        Exercise(
            name="bidirectional_rnn_backward",
            title=Text("both directions backward", "双向的反向传播"),
            points=10,
            takes="dh:NTK cache",
            returns="dx:NTD forward backward",
            after="bidirectional_rnn_forward",
            needs=("rnn_backward",),
            mistakes=MISTAKES["bidirectional_rnn_backward"],
        ),
        Exercise(
            name="train_hello",
            title=Text("the capstone: hello -> ohlol", "综合练习：hello → ohlol"),
            points=10,
            takes="hidden_size epochs lr rng",
            returns="text losses:E",
            seconds=20,  # it trains, perhaps in plain Python
            needs=(
                "rnn_forward",
                "rnn_backward",
                "time_distributed_forward",
                "time_distributed_backward",
                "sequence_cross_entropy",
            ),
            mistakes=MISTAKES["train_hello"],
        ),
    ),
)
