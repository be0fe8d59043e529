package io.redisreplication.act;

import io.redisreplication.api.v1beta1.VolumeStatus;
import io.redisreplication.status.Problem;
import java.util.List;

/**
 * What came of applying the objects.
 *
 * @param problems what the user has to mend
 * @param volumes how far those of spec.storage.volumes are
 */
public record Applied(List<Problem> problems, List<VolumeStatus> volumes) {}
