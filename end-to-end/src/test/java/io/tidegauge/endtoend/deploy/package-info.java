/** What is shipped to run the programs: images, the composed stack, Kubernetes' manifests. */
@NullMarked
package io.tidegauge.endtoend.deploy;

import org.jspecify.annotations.NullMarked;
