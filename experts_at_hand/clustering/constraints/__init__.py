"""What every cluster keeps to: size, need, conditions, and the hub in its middle."""
