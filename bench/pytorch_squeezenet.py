"""Median ms of forward + input gradient of SqueezeNet 1.0, contiguous and channels_last. Usage: views size"""
import statistics, sys, time
import torch
import torch.nn.functional as F

views, size = int(sys.argv[1]), int(sys.argv[2])
torch.manual_seed(0)
torch.set_num_threads(2)


def conv(cin, cout, kernel):
    return torch.randn(cout, cin, kernel, kernel) * (2 / (cin * kernel * kernel)) ** 0.5, torch.zeros(cout)


fires = [(96, 16, 64), (128, 16, 64), (128, 32, 128), (256, 32, 128), (256, 48, 192), (384, 48, 192), (384, 64, 256), (512, 64, 256)]
first, last = conv(3, 96, 7), conv(512, 1000, 1)
blocks = [(conv(c, s, 1), conv(s, e, 1), conv(s, e, 3)) for c, s, e in fires]


def forward(x):
    x = F.max_pool2d(F.relu(F.conv2d(x, *first, stride=2)), 3, 2, ceil_mode=True)
    for i, (squeeze, one, three) in enumerate(blocks):
        s = F.relu(F.conv2d(x, *squeeze))
        x = torch.cat([F.relu(F.conv2d(s, *one)), F.relu(F.conv2d(s, *three, padding=1))], 1)
        if i in (2, 6):
            x = F.max_pool2d(x, 3, 2, ceil_mode=True)
    return F.relu(F.conv2d(x, *last)).mean((2, 3))[:, 107].sum()


def median(layout):
    times = []
    x = torch.rand(views, 3, size, size).to(memory_format=layout)
    for _ in range(12):
        x.requires_grad_(True)
        start = time.perf_counter()
        torch.autograd.grad(forward(x), x)
        times.append(1000 * (time.perf_counter() - start))
        x = x.detach()
    return statistics.median(times[2:])


print(median(torch.contiguous_format), median(torch.channels_last))
