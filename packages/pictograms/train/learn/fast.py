"""The same sums as PyTorch's, in an order that a CPU with 16-bit matrix units likes better."""

import torch
import torch.nn.functional as F

SMALL = 4  # maps of at most this side are convolved as one matrix product: oneDNN takes five times as long to go back


def convolve(x, weight, bias):
    """A convolution of stride 1 that keeps the size."""
    if x.shape[2] > SMALL or weight.shape[2] != 3:
        return F.conv2d(x, weight, bias, padding=weight.shape[2] // 2)
    return Small.apply(x, weight.to(x.dtype)) + bias.to(x.dtype)[:, None, None]


def patches(x):
    """[n, c, h, w] -> [n h w, 9 c], the 3 x 3 neighbourhoods, zero beyond the border."""
    n, c, h, w = x.shape
    wide = F.pad(x.permute(0, 2, 3, 1), (0, 0, 1, 1, 1, 1)).contiguous()
    a, b, d, e = wide.stride()
    return wide.as_strided((n, h, w, 3, 3, c), (a, b, d, b, d, e)).reshape(n * h * w, 9 * c)


def as_matrix(weight):
    """[out, in, 3, 3] -> [9 in, out]"""
    return weight.permute(2, 3, 1, 0).reshape(-1, weight.shape[0])


def as_maps(rows, n, h, w):
    return rows.view(n, h, w, -1).permute(0, 3, 1, 2)


class Small(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, weight):
        columns = patches(x)
        ctx.save_for_backward(columns, weight)
        ctx.shape = (x.shape[0], *x.shape[2:])
        return as_maps(columns @ as_matrix(weight), *ctx.shape)

    @staticmethod
    def backward(ctx, gradient):
        columns, weight = ctx.saved_tensors
        rows = gradient.permute(0, 2, 3, 1).reshape(-1, gradient.shape[1])
        by_weight = (columns.t() @ rows).view(3, 3, weight.shape[1], weight.shape[0]).permute(3, 2, 0, 1)
        turned = weight.flip(2, 3).transpose(0, 1)
        return as_maps(patches(gradient) @ as_matrix(turned), *ctx.shape), by_weight


class SiluPool(torch.autograd.Function):
    """SiLU, then the mean of 2 x 2."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return F.avg_pool2d(F.silu(x), 2)

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        spread = F.interpolate(gradient / 4, size=x.shape[2:])
        return torch.ops.aten.silu_backward(spread, x)


silu_pool = SiluPool.apply
