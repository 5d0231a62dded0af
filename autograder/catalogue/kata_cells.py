"""Cells from memory: what an interview asks to be written in a few minutes, each in a function of its own."""

from __future__ import annotations

from autograder.catalogue.kata_cells_mistakes import MISTAKES
from autograder.catalogue.model import Assignment, Exercise
from autograder.catalogue.text import Text


def _kata(name: str, points: int, title: Text, takes: str, returns: str) -> Exercise:
    return Exercise(name, title, points, takes, returns, mistakes=MISTAKES[name])


KATA_CELLS = Assignment(
    name="kata_cells",
    title=Text("Cells from memory", "默写：循环单元"),
    exercises=(
        _kata(
            "rnn_last_state",
            5,
            Text("many to one, in one function", "多对一，一个函数写完"),
            "x:NTD h0:NH Wx:DH Wh:HH b:H",
            "h:NH",
        ),
        _kata(
            "lstm_step_concat",
            6,
            Text("an LSTM with one matrix over [x, h]", "用一个乘以 [x, h] 的矩阵写 LSTM"),
            "x:ND h_prev:NH c_prev:NH W:RK b:K",
            "h:NH c:NH",
        ),
        _kata(
            "lstm_step_torch",
            6,
            Text("an LSTM from torch's weights", "用 torch 布局的权重写 LSTM"),
            "x:ND h_prev:NH c_prev:NH W_ih:KD W_hh:KH b_ih:K b_hh:K",
            "h:NH c:NH",
        ),
        _kata(
            "gru_step_cho",
            6,
            Text("the GRU as first published", "最初发表的 GRU"),
            "x:ND h_prev:NH Wr:DH Ur:HH Wz:DH Uz:HH W:DH U:HH",
            "h:NH",
        ),
        _kata(
            "gru_step_torch",
            6,
            Text("a GRU from torch's weights", "用 torch 布局的权重写 GRU"),
            "x:ND h_prev:NH W_ih:KD W_hh:KH b_ih:K b_hh:K",
            "h:NH",
        ),
        _kata(
            "peephole_lstm_step",
            6,
            Text("gates that see the cell", "能看到细胞状态的门"),
            "x:ND h_prev:NH c_prev:NH Wx:DK Wh:HK b:K p_i:H p_f:H p_o:H",
            "h:NH c:NH",
        ),
        _kata(
            "coupled_lstm_step",
            5,
            Text("one gate to forget and to write", "遗忘与写入共用一个门"),
            "x:ND h_prev:NH c_prev:NH Wx:DK Wh:HK b:K",
            "h:NH c:NH",
        ),
        _kata(
            "minimal_gated_step",
            5,
            Text("the minimal gated unit", "最小门控单元（MGU）"),
            "x:ND h_prev:NH Wx:DK Wh:HK b:K",
            "h:NH",
        ),
        _kata(
            "layer_norm_rnn_step",
            6,
            Text("an RNN with layer normalisation", "带层归一化的 RNN"),
            "x:ND h_prev:NH Wx:DH Wh:HH gain:H b:H eps",
            "h:NH",
        ),
        _kata(
            "masked_rnn",
            6,
            Text("padding that the state passes over", "跳过填充的 RNN"),
            "x:NTD mask:NT h0:NH Wx:DH Wh:HH b:H",
            "h:NTH",
        ),
        _kata(
            "packed_last_state",
            5,
            Text("the last state of both directions", "两个方向的末状态"),
            "forward:NTH backward:NTH lengths:N",
            "last:NK",
        ),
        _kata(
            "masked_mean_pool",
            5,
            Text("the mean without the padding", "不计填充的均值"),
            "h:NTH mask:NT",
            "pooled:NH",
        ),
        _kata(
            "masked_max_pool",
            5,
            Text("the maximum without the padding", "不计填充的最大值"),
            "h:NTH mask:NT",
            "pooled:NH",
        ),
        _kata(
            "attend",
            6,
            Text("attention over states", "对状态做注意力"),
            "query:NH keys:NTH mask:NT",
            "context:NH weights:NT",
        ),
        _kata(
            "teacher_forcing_inputs",
            5,
            Text("what a decoder reads in training", "训练时解码器读什么"),
            "targets:NT start",
            "inputs:NT",
        ),
        _kata(
            "greedy_decode",
            6,
            Text("the likeliest symbol, step by step", "逐步取最可能的符号"),
            "h0:H start stop E:VD Wx:DH Wh:HH b:H Wy:HV by:V max_length",
            "symbols",
        ),
        _kata(
            "locked_dropout",
            5,
            Text("one dropout for all steps", "各步共用一次 dropout"),
            "h:NTH keep:NH p",
            "y:NTH",
        ),
        _kata(
            "residual_stack_step",
            6,
            Text("layers with residual connections", "带残差连接的多层"),
            "x:NH h_prev:LNH Wx:LHH Wh:LHH b:LH",
            "y:NH h:LNH",
        ),
    ),
)
